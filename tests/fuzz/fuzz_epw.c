/* fuzz_epw.c - any bytes as a weather file, or what stands behind a plus sign as its headings and as hours
 * that are repeated until they fill a year: few inputs are as long as that.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <string.h>

#include "sim/base/text.h"
#include "sim/scenario/import_epw.h"
#include "tests/fuzz/input.h"

enum { N_HEADINGS = 8, MOST_ROWS = 4, MOST_LENGTH = 400 };

/* The next line without its end; what is left after it stays in the view. */
static struct view next_line(struct view *left)
{
    const char *const end = memchr(left->at, '\n', left->length);
    const size_t n = end != NULL ? (size_t)(end - left->at) : left->length;
    const struct view line = {left->at, n < MOST_LENGTH ? n : MOST_LENGTH};
    const size_t taken = end != NULL ? n + 1 : n;

    *left = (struct view){left->at + taken, left->length - taken};
    return line;
}

/* Every hour of a common year by date, and its values from the rows that there are. */
static void write_year(struct view left, struct text *ret_file)
{
    static const int n_days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    struct view rows[MOST_ROWS] = {0};
    size_t n_rows = 0;
    size_t k = 0;

    for (int i = 0; i < N_HEADINGS; i++) {
        const struct view line = next_line(&left);
        text_add(ret_file, "%.*s\n", (int)line.length, line.at);
    }
    while (n_rows < MOST_ROWS && left.length > 0) {
        rows[n_rows++] = next_line(&left);
    }
    for (int month = 0; month < 12 && n_rows > 0; month++) {
        for (int hour = 0; hour < 24 * n_days[month]; hour++) {
            const struct view row = rows[k++ % n_rows];
            text_add(ret_file, "2017,%d,%d,%d,0,-,%.*s\n", month + 1, hour / 24 + 1, hour % 24 + 1,
                     (int)row.length, row.at);
        }
    }
}

static void read_file(const char *path)
{
    struct arena *const arena = arena_create(input_exhausted);
    struct diag *const diag = diag_create(arena);
    const struct weather_hours *hours = NULL;
    struct text said = {0};

    const enum status st = import_epw(arena, path, (struct span){0}, diag, &hours);
    if ((st == STATUS_OK) != (diag_n_errors(diag) == 0) || (st == STATUS_OK && hours == NULL)) {
        abort(); /* a refusal without a reason, or a reason without a refusal */
    }
    diag_render(diag, 20, &said);
    text_release(&said);
    arena_destroy(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct text year = {0};
    struct input in;

    if (size > 1 && data[0] == '+') {
        write_year((struct view){(const char *)data + 1, size - 1}, &year);
        in = input_open((const uint8_t *)year.at, year.length);
    } else {
        in = input_open(data, size);
    }
    read_file(in.path);
    text_release(&year);
    (void)close(in.fd);
    return 0;
}
