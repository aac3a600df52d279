# Every third-party source: where it is in the Debian archive's pool, its SHA-256, and where else it may be had.
# To move to another version, change the three together; set-up then makes that piece again.

sdl2_version=2.26.5
sdl2_pool=pool/main/libs/libsdl2/libsdl2_2.26.5+dfsg.orig.tar.gz
sdl2_sha256=b3f2c822151804125d08db94c65852f711c2e5df2145a59da120748dc32eb9c3

imgui_version=1.92.2b
imgui_pool=pool/main/i/imgui/imgui_1.92.2b+ds.orig.tar.xz
imgui_sha256=e7bd201d56b5ee90d24d5dac85e5c12f98bdb95410252a62d27b7f89e4566d48
imgui_repository=https://github.com/ocornut/imgui.git
imgui_tag=v1.92.2b
imgui_tree_sha256=469eb0b9efab0cd2b8e1e0169abf093af5f3e7a500a0cb516cf38bcea5ffc79a # see imgui_tree_hash

tcc_version=0.9.27+git20200814
tcc_pool=pool/main/t/tcc/tcc_0.9.27+git20200814.62c30a4a.orig.tar.bz2
tcc_sha256=d63c113bcdd657f51c8ee197a0b0a24203603313e19a52b5f678d40ab7f5df35

yaml_cpp_version=0.7.0
yaml_cpp_pool=pool/main/y/yaml-cpp/yaml-cpp_0.7.0+dfsg.orig.tar.xz
yaml_cpp_sha256=dc63708605404e0b963e0ca3a9619d1c8270eda2839603e6fa0384e5e51e5312

md4c_version=0.4.8
md4c_pool=pool/main/m/md4c/md4c_0.4.8.orig.tar.gz
md4c_sha256=4a457df853425b6bb6e3457aa1d1a13bccec587a04c38c622b1013a0da41439f
