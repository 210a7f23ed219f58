#!/usr/bin/env python3
"""Turns text files into a C table (sim/scenario/embedded.h).

usage: embed.py OUTPUT ROOT FILE...
SPDX-License-Identifier: Apache-2.0
"""
import os
import sys


def main():
    output, root, files = sys.argv[1], sys.argv[2], sorted(sys.argv[3:])
    rows = []
    with open(output, "w", encoding="ascii") as out:
        out.write('#include "sim/scenario/embedded.h"\n\n')
        for index, file in enumerate(files):
            with open(file, "rb") as source:
                data = source.read()
            path = os.path.relpath(file, root).replace(os.sep, "/")
            inside = os.path.relpath(file, os.path.join(root, "scenarios")).replace(os.sep, "/")
            name = os.path.splitext(inside)[0]
            out.write(f"static const char file_{index}[] = {{\n")
            for at in range(0, len(data), 24):
                numbers = (b if b < 128 else b - 256 for b in data[at:at + 24])
                out.write("    " + ", ".join(map(str, numbers)) + ",\n")
            out.write("    0};\n\n")
            is_catalogue = "true" if name.startswith("catalog/") else "false"
            rows.append(f'    {{"{name}", "{path}", {is_catalogue}, {{file_{index}, {len(data)}}}}},\n')
        out.write("const struct embedded embedded_files[] = {\n" + "".join(rows) + "};\n")
        out.write("const size_t embedded_n_files = sizeof embedded_files / sizeof embedded_files[0];\n")


if __name__ == "__main__":
    main()
