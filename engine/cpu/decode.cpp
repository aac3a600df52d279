/// Prefixes, ModRM, SIB, displacement and immediates; the opcode tables say the rest.
#include "engine/cpu/decode.hpp"

#include "engine/cpu/opcode_form.hpp"

namespace faultline::cpu {

namespace {

class Reader {
  public:
    explicit Reader(std::span<const uint8_t> bytes) : bytes_(bytes) {}

    [[nodiscard]] uint8_t peek() {
        if (position_ < bytes_.size()) return bytes_[position_];
        truncated_ = true;
        return 0;
    }
    uint8_t next() {
        const uint8_t byte = peek();
        ++position_;
        return byte;
    }
    [[nodiscard]] uint64_t little_endian(uint32_t size) {
        uint64_t value = 0;
        for (uint32_t i = 0; i < size; ++i) value |= uint64_t{next()} << (8 * i);
        return value;
    }
    [[nodiscard]] uint64_t sign_extended(uint32_t size) {
        const uint32_t unused = 64 - 8 * size;
        return static_cast<uint64_t>(static_cast<int64_t>(little_endian(size) << unused) >> unused);
    }
    [[nodiscard]] uint32_t position() const { return position_; }
    [[nodiscard]] bool truncated() const { return truncated_; }

  private:
    std::span<const uint8_t> bytes_;
    uint32_t position_ = 0;
    bool truncated_ = false;
};

struct Prefixes {
    uint8_t rex = 0;
    bool operand_16 = false;
    bool address_32 = false;
    bool lock = false;
    uint8_t repeat = 0;
    Segment segment = Segment::None;
};

/// Reads legacy prefixes and a REX, which counts only directly before the opcode.
Prefixes read_prefixes(Reader& reader) {
    Prefixes prefixes;
    for (uint32_t i = 0; i < kMaxInstructionBytes; ++i) {
        const uint8_t byte = reader.peek();
        uint8_t rex = 0;
        switch (byte) {
            case 0x66: prefixes.operand_16 = true; break;
            case 0x67: prefixes.address_32 = true; break;
            case 0xf0: prefixes.lock = true; break;
            case 0xf2:
            case 0xf3: prefixes.repeat = byte; break;
            case 0x26:
            case 0x2e:
            case 0x36:
            case 0x3e: break;
            case 0x64: prefixes.segment = Segment::Fs; break;
            case 0x65: prefixes.segment = Segment::Gs; break;
            default:
                if ((byte & 0xf0u) != 0x40) return prefixes;
                rex = byte;
        }
        prefixes.rex = rex;
        reader.next();
    }
    return prefixes;
}

uint32_t bit_at(uint8_t value, uint32_t bit) { return (value >> bit) & 1u; }

class OperandReader {
  public:
    OperandReader(Reader& reader, const Prefixes& prefixes, uint8_t opcode, Instruction& out)
        : reader_(reader), prefixes_(prefixes), opcode_(opcode), out_(out) {}

    /// Consumes the ModRM byte and what follows it of the address, if the opcode has one.
    void read_modrm(const Form& table_form, bool always) {
        if (!always && !needs_modrm(table_form.a) && !needs_modrm(table_form.b) && !needs_modrm(table_form.c)) return;
        modrm_ = reader_.next();
        if (modrm_ < 0xc0) read_address();
    }

    [[nodiscard]] bool read(Spec spec, Operand& operand) {
        using enum Spec;
        const uint8_t v = out_.size;
        const uint8_t y = (prefixes_.rex & 8u) != 0 ? 8 : 4;
        switch (spec) {
            case None: return true;
            case Eb: return rm(operand, 1);
            case Ew: return rm(operand, 2);
            case Ed: return rm(operand, 4);
            case Eq: return rm(operand, 8);
            case Ev: return rm(operand, v);
            case Ey: return rm(operand, y);
            case Gb: return general(operand, reg(), 1);
            case Gw: return general(operand, reg(), 2);
            case Gd: return general(operand, reg(), 4);
            case Gv: return general(operand, reg(), v);
            case Gy: return general(operand, reg(), y);
            case Zb: return general(operand, opcode_register(), 1);
            case Zv: return general(operand, opcode_register(), v);
            case Zq: return general(operand, opcode_register(), 8);
            case AccumulatorB: operand = {OperandKind::Register, 0, 1}; return true;
            case AccumulatorW: operand = {OperandKind::Register, 0, 2}; return true;
            case AccumulatorV: operand = {OperandKind::Register, 0, v}; return true;
            case CountCl: operand = {OperandKind::Register, 1, 1}; return true;
            case PortDx: operand = {OperandKind::Register, 2, 2}; return true;
            case One:
                out_.immediate = 1;
                operand = {OperandKind::Immediate, 0, 1};
                return true;
            case Ib: return immediate(operand, 1, false);
            case Iw: return immediate(operand, 2, false);
            case IbSigned: return immediate(operand, 1, true);
            case Iz: return immediate(operand, v == 2 ? 2 : 4, true);
            case Iv: return immediate(operand, v, true);
            case Jb: return target(operand, 1);
            case Jz: return target(operand, 4);
            case Maddress: return memory(operand, 0);
            case Mb: return memory(operand, 1);
            case Mw: return memory(operand, 2);
            case Md: return memory(operand, 4);
            case Mq: return memory(operand, 8);
            case Mt: return memory(operand, 10);
            case Mx: return memory(operand, 16);
            case Mv: return memory(operand, v);
            case Ob: return absolute(operand, 1);
            case Ov: return absolute(operand, v);
            case StringB: out_.size = 1; return true;
            case V: operand = {OperandKind::Xmm, reg(), 16}; return true;
            case Wd: return xmm_rm(operand, 4);
            case Wq: return xmm_rm(operand, 8);
            case Wx: return xmm_rm(operand, 16);
            case U: return modrm_ >= 0xc0 && xmm_rm(operand, 16);
            case StackTop: operand = {OperandKind::Stack, 0, 10}; return true;
            case StackIndex: operand = {OperandKind::Stack, static_cast<uint8_t>(modrm_ & 7u), 10}; return true;
        }
        return false;
    }

  private:
    static bool needs_modrm(Spec spec) {
        using enum Spec;
        return (spec >= Eb && spec <= Gy) || (spec >= Maddress && spec <= Mv) || (spec >= V && spec <= StackIndex);
    }
    [[nodiscard]] uint8_t reg() const {
        return static_cast<uint8_t>(((modrm_ >> 3) & 7u) | (bit_at(prefixes_.rex, 2) << 3));
    }
    [[nodiscard]] uint8_t rm_index() const {
        return static_cast<uint8_t>((modrm_ & 7u) | (bit_at(prefixes_.rex, 0) << 3));
    }
    [[nodiscard]] uint8_t opcode_register() const {
        return static_cast<uint8_t>((opcode_ & 7u) | (bit_at(prefixes_.rex, 0) << 3));
    }

    bool general(Operand& operand, uint8_t index, uint8_t size) const {
        const bool high = size == 1 && prefixes_.rex == 0 && index >= 4 && index < 8;
        operand = high ? Operand{OperandKind::HighByte, static_cast<uint8_t>(index - 4), 1}
                       : Operand{OperandKind::Register, index, size};
        return true;
    }
    bool rm(Operand& operand, uint8_t size) const {
        return modrm_ >= 0xc0 ? general(operand, rm_index(), size) : memory(operand, size);
    }
    bool xmm_rm(Operand& operand, uint8_t size) const {
        if (modrm_ < 0xc0) return memory(operand, size);
        operand = {OperandKind::Xmm, rm_index(), 16};
        return true;
    }
    bool memory(Operand& operand, uint8_t size) const {
        operand = {OperandKind::Memory, 0, size};
        return modrm_ < 0xc0;
    }
    bool immediate(Operand& operand, uint8_t size, bool is_signed) {
        out_.immediate = is_signed ? reader_.sign_extended(size) : reader_.little_endian(size);
        operand = {OperandKind::Immediate, 0, size};
        return true;
    }
    bool target(Operand& operand, uint8_t size) {
        out_.immediate = reader_.sign_extended(size);
        operand = {OperandKind::Target, 0, size};
        return true;
    }
    /// MOV with a full 64-bit address: the address travels in the immediate.
    bool absolute(Operand& operand, uint8_t size) {
        out_.immediate = reader_.little_endian(prefixes_.address_32 ? 4 : 8);
        out_.memory = {kNoRegister, kNoRegister, 0, prefixes_.segment, false, 0};
        operand = {OperandKind::Memory, 1, size};
        return true;
    }

    void read_address() {
        MemoryOperand& address = out_.memory;
        const uint32_t mod = modrm_ >> 6;
        const uint32_t low = modrm_ & 7u;
        address.segment = prefixes_.segment;
        address.address_32 = prefixes_.address_32;
        uint32_t displacement_bytes = mod == 1 ? 1 : mod == 2 ? 4 : 0;
        if (low == 4) {
            const uint8_t sib = reader_.next();
            const uint8_t index = static_cast<uint8_t>(((sib >> 3) & 7u) | (bit_at(prefixes_.rex, 1) << 3));
            if (index != 4) address.index = index;
            address.scale = static_cast<uint8_t>(sib >> 6);
            if ((sib & 7u) == 5 && mod == 0)
                displacement_bytes = 4;
            else
                address.base = static_cast<uint8_t>((sib & 7u) | (bit_at(prefixes_.rex, 0) << 3));
        } else if (low == 5 && mod == 0) {
            address.base = kInstructionPointer;
            displacement_bytes = 4;
        } else {
            address.base = rm_index();
        }
        if (displacement_bytes != 0)
            address.displacement =
                static_cast<int32_t>(static_cast<int64_t>(reader_.sign_extended(displacement_bytes)));
    }

    Reader& reader_;
    const Prefixes& prefixes_;
    uint8_t opcode_;
    Instruction& out_;
    uint8_t modrm_ = 0;
};

bool may_lock(const Instruction& instruction) {
    using enum Mnemonic;
    if (instruction.operands[0].kind != OperandKind::Memory) return false;
    switch (instruction.mnemonic) {
        case Add:
        case Or:
        case Adc:
        case Sbb:
        case And:
        case Sub:
        case Xor:
        case Inc:
        case Dec:
        case Not:
        case Neg:
        case Xchg:
        case Xadd:
        case Cmpxchg:
        case Cmpxchg8b:
        case Cmpxchg16b:
        case Bts:
        case Btr:
        case Btc: return true;
        default: return false;
    }
}

uint8_t operand_size(const Form& table_form, const Prefixes& prefixes) {
    if ((prefixes.rex & 8u) != 0) return 8;
    if (prefixes.operand_16) return 2;
    return table_form.wide ? 8 : 4;
}

uint8_t condition_of(Mnemonic mnemonic, uint8_t opcode, uint8_t modrm) {
    if (mnemonic != Mnemonic::Fcmov) return opcode & 15u;
    constexpr uint8_t kConditions[] = {2, 4, 6, 10};
    return static_cast<uint8_t>(kConditions[(modrm >> 3) & 3u] + (opcode == 0xdb ? 1 : 0));
}

/// Opcodes whose ModRM byte names the instruction even where no operand comes from it.
bool always_has_modrm(bool escaped, uint8_t opcode) {
    if (!escaped) return opcode >= 0xd8 && opcode <= 0xdf;
    return opcode == 0x01 || opcode == 0xae || opcode == 0x1e;
}

Mandatory mandatory_prefix(const Prefixes& prefixes) {
    if (prefixes.repeat == 0xf3) return Mandatory::PF3;
    if (prefixes.repeat == 0xf2) return Mandatory::PF2;
    return prefixes.operand_16 ? Mandatory::P66 : Mandatory::None;
}

}  // namespace

DecodeStatus decode(std::span<const uint8_t> bytes, Instruction& out) {
    out = Instruction{};
    Reader reader(bytes);
    const Prefixes prefixes = read_prefixes(reader);
    uint8_t opcode = reader.next();
    const bool escaped = opcode == 0x0f;
    if (escaped) opcode = reader.next();
    // Whether a ModRM follows is known only after the look-up, so a byte that is not there must not count as truncation
    // yet.
    Reader ahead = reader;
    const OpcodeContext context{ahead.peek(), prefixes.rex, mandatory_prefix(prefixes)};
    if (reader.truncated()) return DecodeStatus::Truncated;
    const Form table_form = escaped ? two_byte_form(opcode, context) : one_byte_form(opcode, context);
    if (!table_form.known)
        return ahead.truncated() && bytes.size() < kMaxInstructionBytes ? DecodeStatus::Truncated
                                                                        : DecodeStatus::Unknown;

    out.mnemonic = table_form.mnemonic;
    out.size = operand_size(table_form, prefixes);
    out.condition = condition_of(table_form.mnemonic, opcode, context.modrm);
    out.lock = prefixes.lock;
    if (prefixes.repeat != 0) out.repeat = prefixes.repeat == 0xf3 ? Repeat::WhileEqual : Repeat::WhileNotEqual;
    out.memory.segment = prefixes.segment;
    out.memory.address_32 = prefixes.address_32;
    OperandReader operands(reader, prefixes, opcode, out);
    operands.read_modrm(table_form, always_has_modrm(escaped, opcode));
    bool valid = operands.read(table_form.a, out.operands[0]);
    // ENTER alone has two immediates: its frame size moves to the displacement.
    if (out.mnemonic == Mnemonic::Enter) out.memory.displacement = static_cast<int32_t>(out.immediate);
    valid = valid && operands.read(table_form.b, out.operands[1]) && operands.read(table_form.c, out.operands[2]);
    if (reader.truncated())
        return reader.position() > kMaxInstructionBytes ? DecodeStatus::Unknown : DecodeStatus::Truncated;
    if (!valid || reader.position() > kMaxInstructionBytes) return DecodeStatus::Unknown;
    if (out.lock && !may_lock(out)) return DecodeStatus::Unknown;
    out.length = static_cast<uint8_t>(reader.position());
    return DecodeStatus::Ok;
}

}  // namespace faultline::cpu
