#include "tools/lab/build.hpp"

#include "course/author/read_lab.hpp"
#include "course/question_json.hpp"
#include "tools/lab/folder.hpp"

namespace faultline {

namespace {

void add_to_index(JsonWriter& json, const Lab& lab) {
    json.StartObject();
    save_text(json, "id", lab.id);
    save_text(json, "title", lab.title);
    save_text(json, "summary", lab.summary);
    json.Key("minutes");
    json.Uint(lab.minutes);
    save_text(json, "file", lab.id + ".json");
    json.EndObject();
}

}  // namespace

std::vector<Error> build_labs(const std::vector<std::string>& folders, const std::string& target) {
    std::vector<Error> errors;
    rapidjson::StringBuffer buffer;
    JsonWriter index(buffer);
    index.StartArray();
    for (const std::string& folder : folders) {
        const Result<LabFiles> files = read_folder(folder);
        if (!files) {
            errors.push_back(files.error());
            continue;
        }
        const AuthoredLab authored = read_lab(folder, files.value());
        errors.insert(errors.end(), authored.errors.begin(), authored.errors.end());
        if (!authored.lab) continue;
        const Result<Done> written = write_text_file(target + "/" + authored.lab->id + ".json", authored.lab->canonical + "\n");
        if (!written) errors.push_back(written.error());
        add_to_index(index, *authored.lab);
    }
    index.EndArray();
    const Result<Done> written = write_text_file(target + "/index.json", std::string(buffer.GetString(), buffer.GetSize()) + "\n");
    if (!written) errors.push_back(written.error());
    return errors;
}

}  // namespace faultline
