#!/usr/bin/env python3
"""Turns text files into C: a table (sim/scenario/embedded.h), or one constant text a file.

usage: embed.py OUTPUT ROOT FILE...            the table of scenarios and catalogue
       embed.py --texts HEADER OUTPUT FILE...  "const char page_css[]" from page.css, as HEADER says
SPDX-License-Identifier: Apache-2.0
"""
import os
import sys


def write_array(out, declaration, data):
    out.write(f"{declaration}[] = {{\n")
    for at in range(0, len(data), 24):
        numbers = (b if b < 128 else b - 256 for b in data[at:at + 24])
        out.write("    " + ", ".join(map(str, numbers)) + ",\n")
    out.write("    0};\n\n")


def read(file):
    with open(file, "rb") as source:
        return source.read()


def write_texts(header, output, files):
    with open(output, "w", encoding="ascii") as out:
        out.write(f'#include "{header}"\n\n')
        for file in files:
            write_array(out, f"const char {os.path.basename(file).replace('.', '_')}", read(file))


def write_table(output, root, files):
    rows = []
    with open(output, "w", encoding="ascii") as out:
        out.write('#include "sim/scenario/embedded.h"\n\n')
        for index, file in enumerate(files):
            data = read(file)
            path = os.path.relpath(file, root).replace(os.sep, "/")
            inside = os.path.relpath(file, os.path.join(root, "scenarios")).replace(os.sep, "/")
            name = os.path.splitext(inside)[0]
            write_array(out, f"static const char file_{index}", data)
            is_catalogue = "true" if name.startswith("catalog/") else "false"
            rows.append(f'    {{"{name}", "{path}", {is_catalogue}, {{file_{index}, {len(data)}}}}},\n')
        out.write("const struct embedded embedded_files[] = {\n" + "".join(rows) + "};\n")
        out.write("const size_t embedded_n_files = sizeof embedded_files / sizeof embedded_files[0];\n")


if __name__ == "__main__":
    if sys.argv[1] == "--texts":
        write_texts(sys.argv[2], sys.argv[3], sys.argv[4:])
    else:
        write_table(sys.argv[1], sys.argv[2], sorted(sys.argv[3:]))
