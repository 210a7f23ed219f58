/* provenance.c - what the numbers come from: program, scenario, inputs and every value used.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>

#include <sha2.h>

#include "sim/record/inner.h"
#include "sim/results/layout.h"

static const char *const bool_words[] = {"no", "yes", NULL};

struct origin_file {
    struct record_file *file;
    hid_t group;
};

static void one_text(const struct origin_file *o, const char *name, const char *long_name,
                     const char *text)
{
    const struct h5_var var = {.name = name, .long_name = long_name};

    h5_texts(&o->file->h5, o->group, &var, &text);
}

static void texts(const struct origin_file *o, const struct h5_dim *dim, const char *name,
                  const char *long_name, const char *const *values)
{
    const struct h5_var var = {.name = name, .dim = dim, .long_name = long_name};

    h5_texts(&o->file->h5, o->group, &var, values);
}

/* Names and sums only: the texts may be large, and the catalogue travels with the program. */
static void write_inputs(const struct origin_file *o, const struct scenario *scenario)
{
    struct arena *const arena = o->file->arena;
    const size_t n = scenario->n_inputs;
    const char **const names = ARENA_ARRAY(arena, const char *, n, "results");
    const char **const sums = ARENA_ARRAY(arena, const char *, n, "results");
    uint8_t *const is_catalogue = ARENA_ARRAY(arena, uint8_t, n, "results");
    struct h5_dim dim = h5_counted(&o->file->h5, o->group, "input", n);

    for (size_t i = 0; i < n; i++) {
        const struct input_text *const input = &scenario->inputs[i];
        char *const sum = ARENA_ARRAY(arena, char, SHA256_DIGEST_STRING_LENGTH, "results");
        sums[i] = SHA256Data((const uint8_t *)input->text.at, input->text.length, sum);
        names[i] = input->name;
        is_catalogue[i] = input->is_catalogue;
    }
    texts(o, &dim, "input_name", "file that was read", names);
    texts(o, &dim, "input_sha256", "SHA-256 of its text", sums);
    h5_flags(&o->file->h5, o->group,
             &(struct h5_var){.name = "input_is_catalogue",
                              .dim = &dim,
                              .long_name = "whether it belongs to the catalogue",
                              .flags = bool_words},
             is_catalogue);
    h5_close_dim(&o->file->h5, &dim);
}

/* ------------------------------------------------------------------ values */

typedef const char *value_text(const struct value *v);

static const char *path_of(const struct value *v)
{
    return v->path;
}

static const char *text_of(const struct value *v)
{
    return v->text;
}

static const char *unit_of(const struct value *v)
{
    return v->unit;
}

static const char *origin_of(const struct value *v)
{
    return origin_text(v->origin);
}

static const char *grade_of(const struct value *v)
{
    return grade_text(v->grade);
}

static const char *source_of(const struct value *v)
{
    return v->source;
}

static void write_value_texts(const struct origin_file *o, const struct h5_dim *dim,
                              const struct values *values)
{
    static const struct {
        const char *name;
        const char *long_name;
        value_text *get;
    } fields[] = {
        {"value_path", "where it is used first", path_of},
        {"value_text", "as it was written", text_of},
        {"value_unit", "unit of value_si", unit_of},
        {"value_origin", "who set it", origin_of},
        {"value_grade", "how well it is known", grade_of},
        {"value_source", "who says so", source_of},
    };
    const char **const column = ARENA_ARRAY(o->file->arena, const char *, values->n, "results");

    for (size_t f = 0; f < sizeof fields / sizeof fields[0]; f++) {
        for (size_t i = 0; i < values->n; i++) {
            const char *const text = fields[f].get(&values->items[i]);
            column[i] = text != NULL ? text : "";
        }
        texts(o, dim, fields[f].name, fields[f].long_name, column);
    }
}

static void write_values(const struct origin_file *o, const struct values *values)
{
    struct h5_dim dim = h5_counted(&o->file->h5, o->group, "value", values->n);
    double *const si = ARENA_ARRAY(o->file->arena, double, values->n, "results");
    double *const uses = ARENA_ARRAY(o->file->arena, double, values->n, "results");

    write_value_texts(o, &dim, values);
    for (size_t i = 0; i < values->n; i++) {
        si[i] = values->items[i].si;
        uses[i] = (double)values->items[i].uses;
    }
    h5_doubles(&o->file->h5, o->group,
               &(struct h5_var){.name = "value_si", .dim = &dim, .long_name = "in its SI unit"},
               si);
    h5_doubles(
        &o->file->h5, o->group,
        &(struct h5_var){.name = "value_uses", .dim = &dim, .unit = "1", .long_name = "how often"},
        uses);
    h5_close_dim(&o->file->h5, &dim);
}

/* The text of the scenario itself: the first input that was read. */
static const char *scenario_text(struct arena *arena, const struct scenario *scenario)
{
    for (size_t i = 0; i < scenario->n_inputs; i++) {
        if (!scenario->inputs[i].is_catalogue) {
            return text_copy(arena, scenario->inputs[i].text);
        }
    }
    return "";
}

void provenance_write(struct record_file *file, const struct provenance_info *info)
{
    const struct origin_file o = {.file = file,
                                  .group = h5_group(&file->h5, file->h5.id, LAYOUT_PROVENANCE)};

    one_text(&o, "version", "version of the program", info->version);
    one_text(&o, "commit", "commit that it was built from", info->commit);
    one_text(&o, "command", "command that made this file", info->command);
    one_text(&o, "scenario", "the scenario as it was read",
             scenario_text(file->arena, info->scenario));
    h5_count(&file->h5, o.group,
             &(struct h5_var){.name = "seed", .long_name = "seed of all random numbers"},
             info->seed);
    write_inputs(&o, info->scenario);
    write_values(&o, &info->scenario->values);
    h5_close_group(o.group);
}
