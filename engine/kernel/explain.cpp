#include "engine/kernel/explain.hpp"

#include <array>

#include "engine/machine/assert.hpp"

namespace faultline {

namespace {

constexpr std::array<AskWords, ask_count> questions{{
    {"CanonicalAddress", "Is the address canonical?", "Bits 63 to 47 are alike, so the MMU can look it up.",
     "The MMU refuses it before any page table is read: a general protection fault.", "address", "exc_general_protection",
     Stage::Trap},
    {"UserSpaceAddress", "Does the address belong to user space?", "It lies below the end of user space.",
     "It belongs to the kernel's half; no program may touch it.", "address", "exc_page_fault", Stage::Trap},
    {"VmaCoversAddress", "Does a VMA cover this address?", "The program was given this stretch of memory.",
     "No VMA holds it. The page table was never asked: the list of VMAs decides.", "VMA start", "lock_vma_under_rcu",
     Stage::FindVma},
    {"VmaAboveGrowsDown", "Is the next VMA above a stack that may grow down?", "It is marked VM_GROWSDOWN.",
     "Nothing above could grow to reach it.", "VMA start", "lock_mm_and_find_vma", Stage::FindVma},
    {"StackMayGrow", "May the stack grow this far?", "Within its limit, and 256 pages clear of what lies below.",
     "The limit, the commit charge or the guard gap forbids it.", "VMA start before", "expand_stack", Stage::FindVma},
    {"ProtectionKeyForbids", "Does a protection key forbid the access?", "The thread's rights register denies this key.",
     "The key allows it.", "protection key", "access_error", Stage::CheckPermission},
    {"AccessPermitted", "Does the VMA permit this access?", "The VMA grants the right, whatever the page table says now.",
     "The VMA forbids it, so no repair is possible.", "VMA flags", "access_error", Stage::CheckPermission},
    {"HugePageFits", "Can a 2 MiB huge page go here?", "Huge pages are wanted and the aligned 2 MiB lie inside the VMA.",
     "Not wanted, or the VMA does not hold the aligned 2 MiB: small pages.", "VMA flags", "__handle_mm_fault",
     Stage::Classify},
    {"PmdPresent", "Is a huge page mapped here already?", "The PMD entry maps 2 MiB at once.", "No huge page here.",
     "PMD bits", "__handle_mm_fault", Stage::Classify},
    {"WriteToReadOnlyPmd", "Is it a write to a read-only huge page?", "The huge entry must become writable, or be replaced.",
     "The huge entry already allows it.", "PMD bits", "wp_huge_pmd", Stage::Classify},
    {"PteEmpty", "Is the page-table entry empty?", "Nothing was ever here: a first touch.",
     "The entry says something: a page, a swap slot, or a marker.", "PTE bits", "handle_pte_fault", Stage::Classify},
    {"VmaAnonymous", "Is the memory anonymous?", "No file behind it: pages begin as zeros.",
     "A file or a shared memory object has the content.", "VMA start", "do_pte_missing", Stage::Classify},
    {"Write", "Is it a write?", "The page will hold something of its own.", "A read can share what is there.", "",
     "do_anonymous_page, do_fault", Stage::Classify},
    {"ZeroPageAllowed", "May the address space use the zero page?", "A read shares one page of zeros with everybody.",
     "A read gets a frame of its own, as a write does.", "", "mm_forbids_zeropage", Stage::Classify},
    {"VmaShared", "Is the mapping shared?", "Everybody is to see the write.", "Private: a write must stay invisible to others.",
     "VMA flags", "do_fault, do_wp_page", Stage::Classify},
    {"BeyondEndOfFile", "Does the page lie beyond the end of the file?", "There is no such page: SIGBUS.",
     "The file has this page.", "file size", "filemap_fault", Stage::GetFrame},
    {"PageInCache", "Is the file's page in the page cache?", "It is in memory already, whoever read it.",
     "It has to be fetched: from the disk, or as a new page of shared memory.", "page index in the file", "filemap_fault",
     Stage::GetFrame},
    {"ReadInFlight", "Is the page still being read from the device?", "The task must wait for the device.",
     "Its content is here.", "when the read ends", "folio_lock_or_retry", Stage::GetFrame},
    {"FaultAroundMappedIt", "Did fault-around map the page?",
     "It was cached, and up to 16 neighbours were mapped with it.", "It was not in the cache, ready to be mapped.", "",
     "do_fault_around", Stage::Map},
    {"PtePresent", "Does the entry point at a page in memory?", "A frame is mapped.",
     "It names a swap slot, or is a marker.", "PTE bits", "handle_pte_fault", Stage::Classify},
    {"GuardMarker", "Is it a guard page?", "MADV_GUARD_INSTALL put a marker here: touching it is an error.",
     "Not a guard.", "marker", "handle_pte_marker", Stage::Classify},
    {"PoisonMarker", "Is the page poisoned?", "Its memory has failed: SIGBUS.", "Not poisoned.", "marker",
     "handle_pte_marker", Stage::Classify},
    {"SwapCacheHit", "Is the swapped page in the swap cache?", "It is in memory: no input, a minor fault.",
     "It must be read from the swap device: a major fault.", "slot", "do_swap_page", Stage::GetFrame},
    {"SynchronousDeviceSoleReference", "Is the device synchronous, and are we the slot's only holder?",
     "Read straight into a private frame, without swap cache and read-ahead.",
     "Read through the swap cache, with neighbours.", "holders of the slot", "do_swap_page", Stage::GetFrame},
    {"PageExclusive", "Is the page ours alone?", "It can be mapped writable at once.",
     "Somebody else may hold it: mapped read-only.", "references", "do_swap_page", Stage::Map},
    {"WriteToReadOnlyPte", "Is it a write to a read-only entry?", "The VMA allows it, the entry does not: reuse or copy.",
     "The entry already allows the access.", "PTE bits", "handle_pte_fault", Stage::Classify},
    {"ZeroPage", "Is it the shared zero page?", "It is never written: a new zeroed frame takes its place.",
     "An ordinary page.", "frame", "do_wp_page", Stage::Classify},
    {"AnonPage", "Is it anonymous memory?", "It may be ours alone; then no copy is needed.",
     "A page of a file or of shared memory: a private write always copies.", "frame", "do_wp_page", Stage::Classify},
    {"AnonExclusive", "Is the page marked exclusive to us?", "Nobody shares it: written in place.",
     "It was shared at some time, by fork: count who still holds it.", "page flags", "do_wp_page", Stage::Classify},
    {"SoleReference", "Are we the last to hold it?", "The others have gone or copied: reused in place.",
     "Others still hold it: it is copied.", "references", "wp_can_reuse_anon_folio", Stage::Classify},
    {"KsmPage", "Was the page merged by KSM?", "Merged pages are always copied.", "Not merged.", "page flags", "do_wp_page",
     Stage::Classify},
    {"FrameAvailable", "Is a frame to be had?", "Taken from the free frames, after reclaim if need be.",
     "Neither free memory nor reclaim provides one.", "", "alloc_anon_folio", Stage::GetFrame},
    {"CgroupHasRoom", "Has the memory cgroup room for it?", "The charge stays below the limit.",
     "The limit is reached: reclaim inside the group, then its OOM killer.", "charged pages", "mem_cgroup_charge",
     Stage::GetFrame},
}};

constexpr std::array<LeafWords, leaf_count> leaves{{
    {"GeneralProtection", "general protection fault", "The address is not canonical: SIGSEGV without an address.",
     "This is not a page fault at all: si_code is SI_KERNEL and si_addr is 0.", "exc_general_protection",
     "signal_delivery"},
    {"SegvMaperr", "no mapping: SIGSEGV", "No VMA covers the address: SIGSEGV with SEGV_MAPERR.",
     "The kernel looks for a VMA first. Where there is none, no counter moves.", "bad_area", "signal_delivery"},
    {"SegvAccerr", "no permission: SIGSEGV", "The VMA forbids the access: SIGSEGV with SEGV_ACCERR.",
     "Rights belong to the VMA; the page-table entry only records them.", "bad_area_access_error", "signal_delivery"},
    {"SegvPkuerr", "protection key: SIGSEGV", "A protection key forbids the access: SIGSEGV with SEGV_PKUERR.",
     "PROT_EXEC alone takes a key of its own, so reading such memory ends here.", "bad_area_access_error",
     "signal_delivery"},
    {"SegvGuard", "guard page: SIGSEGV", "A guard marker lies in the entry: SIGSEGV with SEGV_MAPERR.",
     "A VMA exists and permits it, yet the marker stops it; pgfault counts it all the same.", "handle_pte_marker",
     "signal_delivery"},
    {"SigbusAdrerr", "no such page: SIGBUS", "The file has no such page: SIGBUS with BUS_ADRERR.",
     "A mapping may be longer than its file; only touching the missing page tells.", "do_sigbus", "signal_delivery"},
    {"OomKilled", "killed for memory", "No frame could be had and the OOM killer chose this process.",
     "malloc had succeeded long before: memory is promised early and needed late.", "pagefault_out_of_memory",
     "signal_delivery"},
    {"AnonZeroPage", "zero page mapped", "The shared zero page is mapped, read-only.",
     "Reading untouched memory costs a fault but no frame; a later write costs another fault.", "do_anonymous_page",
     "zero_page_read"},
    {"AnonNewFrame", "new zeroed frame", "A frame of zeros is taken and mapped writable.",
     "This is where malloc's memory comes into being, one page a fault.", "do_anonymous_page", "anon_write"},
    {"HugeZeroPage", "huge zero page mapped", "The shared 2 MiB of zeros are mapped, read-only.",
     "One fault for 512 pages, and no memory.", "do_huge_pmd_anonymous_page", "zero_page_read"},
    {"HugeNewFolio", "new huge page", "2 MiB of zeros are taken and mapped at once.",
     "One fault instead of 512, but it clears 2 MiB.", "do_huge_pmd_anonymous_page", "huge_write"},
    {"HugeZeroPageReplaced", "huge zero page replaced", "A huge page of its own takes the huge zero page's place.",
     "The write after the read: a second fault, and now 512 pages of memory.", "do_huge_zero_wp_pmd", "huge_write"},
    {"HugeReuse", "huge page reused", "The huge page is ours alone again and becomes writable in place.",
     "The last holder never copies.", "do_huge_pmd_wp_page", "cow_reuse"},
    {"FileReadMapped", "cached file page mapped", "The page was in the page cache; it and its neighbours are mapped.",
     "File-backed does not mean major: cached pages are minor faults, and fault-around maps up to 16 at once.",
     "do_read_fault", "file_read"},
    {"FileReadFromDisk", "file page read from disk", "The page had to be read from the disk: a major fault.",
     "Read-ahead brings neighbours, so the next touches are minor.", "filemap_fault", "file_read"},
    {"CowFaultCached", "private copy of a cached page", "A new frame gets a copy of the file's page.",
     "A private write never reaches the file; one fault both reads and copies.", "do_cow_fault", "private_file_write"},
    {"CowFaultFromDisk", "private copy, read from disk", "The file's page was read, then copied to a new frame.",
     "Major for the read; the copy is private.", "do_cow_fault", "private_file_write"},
    {"SharedFaultCached", "shared file page mapped writable", "The cached page is mapped writable and marked dirty.",
     "The write goes to the file's page itself.", "do_shared_fault", "shared_file_write"},
    {"SharedFaultFromDisk", "shared file page read from disk", "The page was read and mapped writable.",
     "Major for the read.", "do_shared_fault", "shared_file_write"},
    {"ShmemNewPage", "new page of shared memory", "The object had a hole here; it gets a zeroed page.",
     "Shared memory has no zero page: even a read allocates.", "shmem_fault", "shmem"},
    {"SwapInCached", "swapped page found in memory", "The page was still, or already, in the swap cache.",
     "Swapped does not mean major: read-ahead and PAGEOUT leave pages in the swap cache.", "do_swap_page", "file_read"},
    {"SwapInRead", "page read from swap", "The page was read back from the swap device: a major fault.",
     "Major says that content was not at hand; with zram there is no disk in it.", "do_swap_page", "swap_in_from_memory"},
    {"WpZeroPageReplaced", "zero page replaced", "A new zeroed frame takes the zero page's place.",
     "Read then write is two faults; write at once is one.", "wp_page_copy", "write_after_zero_page"},
    {"WpReuse", "reused in place", "Nobody else holds the page any more: the entry becomes writable.",
     "After fork the last one to write does not copy, but still takes its own fault.", "wp_page_reuse", "cow_reuse"},
    {"WpCopy", "copied", "Others hold the page: a new frame gets a copy.",
     "Copy-on-write copies one page, in the process that writes.", "wp_page_copy", "cow_copy"},
    {"WpSharedMadeWritable", "shared page made writable", "The file system is told and the entry becomes writable.",
     "Entries of shared files start read-only, so that the first write is noticed.", "wp_page_shared", "cow_reuse"},
    {"Spurious", "nothing to repair", "The entry already allows the access; only a stale translation was in the way.",
     "It costs a fault and changes nothing but the TLB.", "handle_pte_fault", "spurious"},
}};

constexpr std::array<std::string_view, 8> stages{"trap", "find VMA", "check permission", "classify",
                                                 "get frame", "fill", "map", "retry"};

}  // namespace

const AskWords& explain(Ask question) {
    FAULTLINE_ASSERT(static_cast<std::size_t>(question) < questions.size());
    return questions[static_cast<std::size_t>(question)];
}

const LeafWords& explain(Leaf leaf) {
    FAULTLINE_ASSERT(static_cast<std::size_t>(leaf) < leaves.size());
    return leaves[static_cast<std::size_t>(leaf)];
}

std::string_view stage_name(Stage stage) { return stages[static_cast<std::size_t>(stage)]; }

}  // namespace faultline
