/* static.c - dimensions, topology and ratings: what does not change in time.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <math.h>
#include <string.h>

#include "sim/record/inner.h"

static const char *const face_words[] = {"west", "east", "south", "north", NULL};
static const char *const bool_words[] = {"no", "yes", NULL};

void static_dims(struct record_file *file)
{
    const struct plan *const plan = file->plan;

    for (enum dim d = 0; d < DIM_HALL; d++) {
        if (plan->n[d] > 0) {
            file->dims[d] =
                h5_names(&file->h5, file->h5.id, dim_text(d), plan->n[d], plan->names[d]);
        }
    }
}

bool static_is_known(const struct plan *plan, enum dim d, size_t i)
{
    if (d == DIM_NODE) {
        return plan->rack_is_known[plan->node_rack[i]];
    }
    return d != DIM_RACK || plan->rack_is_known[i];
}

/* ------------------------------------------------------- forms of a column */

static void doubles(struct record_file *file, enum dim d, const struct h5_var *what,
                    const double *values)
{
    struct h5_var var = *what;

    var.dim = &file->dims[d];
    h5_doubles(&file->h5, file->h5.id, &var, values);
}

/* The names of other items, by their index; -1 stands for none. */
static void names_of(struct record_file *file, enum dim d, const struct h5_var *what,
                     const int32_t *index, const char *const *names)
{
    const size_t n = file->plan->n[d];
    const char **const texts = ARENA_ARRAY(file->arena, const char *, n, "results");
    struct h5_var var = *what;

    for (size_t i = 0; i < n; i++) {
        texts[i] = index[i] >= 0 ? names[index[i]] : "";
    }
    var.dim = &file->dims[d];
    h5_texts(&file->h5, file->h5.id, &var, texts);
}

/* The names of the items that each item is linked to, joined. */
static void links_of(struct record_file *file, enum dim d, const struct h5_var *what,
                     const struct links *links, const char *const *names)
{
    const size_t n = file->plan->n[d];
    const char **const texts = ARENA_ARRAY(file->arena, const char *, n, "results");
    struct h5_var var = *what;

    for (size_t i = 0; i < n; i++) {
        texts[i] = "";
        for (int32_t k = links->first[i]; k < links->first[i + 1]; k++) {
            const char *const comma = k > links->first[i] ? ", " : "";
            texts[i] = text_print(file->arena, "%s%s%s", texts[i], comma, names[links->to[k]]);
        }
    }
    var.dim = &file->dims[d];
    h5_texts(&file->h5, file->h5.id, &var, texts);
}

/* -------------------------------------------------------- one a dimension */

static void write_rack_flags(struct record_file *file)
{
    const struct plan *const plan = file->plan;
    const size_t n = plan->n[DIM_RACK];
    uint8_t *const faces = ARENA_ARRAY(file->arena, uint8_t, n, "results");
    uint8_t *const known = ARENA_ARRAY(file->arena, uint8_t, n, "results");
    struct h5_var var = {.name = "rack_faces",
                         .dim = &file->dims[DIM_RACK],
                         .long_name = "side of its front",
                         .flags = face_words};

    for (size_t r = 0; r < n; r++) {
        faces[r] = (uint8_t)plan->rack_faces[r];
        known[r] = plan->rack_is_known[r];
    }
    h5_flags(&file->h5, file->h5.id, &var, faces);
    var.name = "rack_known";
    var.long_name = "whether all that it draws is known";
    var.flags = bool_words;
    h5_flags(&file->h5, file->h5.id, &var, known);
}

static void write_racks(struct record_file *file)
{
    const struct plan *const plan = file->plan;

    names_of(file, DIM_RACK, &(struct h5_var){.name = "rack_row", .long_name = "its row"},
             plan->rack_row, plan->row_names);
    write_rack_flags(file);
    doubles(
        file, DIM_RACK,
        &(struct h5_var){.name = "rack_limit_w", .unit = "W", .long_name = "most that it may draw"},
        plan->rack_limit_w);
    doubles(file, DIM_RACK,
            &(struct h5_var){.name = "rack_usable_u",
                             .unit = "1",
                             .long_name = "rack units that nodes may take"},
            plan->rack_usable_u);
    links_of(file, DIM_RACK, &(struct h5_var){.name = "rack_feeds", .long_name = "what feeds it"},
             &plan->rack_feeds, plan->names[DIM_FEED]);
    links_of(file, DIM_RACK,
             &(struct h5_var){.name = "rack_cdus", .long_name = "CDUs that give it coolant"},
             &plan->rack_loops, plan->names[DIM_CDU]);
}

/* A cap that does not bind is infinite in the plan: nobody set one, so it is not known. */
static void write_caps(struct record_file *file)
{
    const size_t n = file->plan->n[DIM_NODE];
    double *const caps_w = ARENA_ARRAY(file->arena, double, n, "results");

    for (size_t i = 0; i < n; i++) {
        const double cap_w = file->plan->node_cap_w[i];
        caps_w[i] = isfinite(cap_w) ? cap_w : PARAM_UNKNOWN;
    }
    doubles(file, DIM_NODE,
            &(struct h5_var){.name = "node_cap_w",
                             .unit = "W",
                             .long_name = "enforced cap of one node, missing without"},
            caps_w);
}

static void write_nodes(struct record_file *file)
{
    const struct plan *const plan = file->plan;
    const struct h5_var type = {.name = "node_type",
                                .dim = &file->dims[DIM_NODE],
                                .long_name = "catalogue entry, empty without"};

    names_of(file, DIM_NODE, &(struct h5_var){.name = "node_rack", .long_name = "its rack"},
             plan->node_rack, plan->names[DIM_RACK]);
    h5_texts(&file->h5, file->h5.id, &type, plan->node_type);
    doubles(file, DIM_NODE,
            &(struct h5_var){
                .name = "node_count", .unit = "1", .long_name = "identical nodes in the group"},
            plan->node_count);
    doubles(file, DIM_NODE,
            &(struct h5_var){
                .name = "node_height_u", .unit = "1", .long_name = "rack units of one node"},
            plan->node_height_u);
    doubles(file, DIM_NODE,
            &(struct h5_var){
                .name = "node_nameplate_w", .unit = "W", .long_name = "nameplate of one node"},
            plan->node_nameplate_w);
    write_caps(file);
}

static void write_feeds(struct record_file *file)
{
    const struct plan *const plan = file->plan;

    links_of(file, DIM_FEED,
             &(struct h5_var){.name = "feed_parents", .long_name = "elements above it"},
             &plan->feed_parents, plan->names[DIM_FEED]);
    doubles(file, DIM_FEED,
            &(struct h5_var){.name = "feed_rating_w", .unit = "W", .long_name = "rating"},
            plan->feed_rating_w);
    doubles(file, DIM_FEED,
            &(struct h5_var){.name = "feed_rating_va", .unit = "VA", .long_name = "rating"},
            plan->feed_rating_va);
    doubles(
        file, DIM_FEED,
        &(struct h5_var){.name = "feed_rating_a", .unit = "A", .long_name = "rating of a phase"},
        plan->feed_rating_a);
}

/* The plant that cools a unit's water, and what feeds its motors. */
static void write_unit_links(struct record_file *file, enum dim d, const int32_t *plants,
                             const struct links *feeds)
{
    const struct plan *const plan = file->plan;
    struct h5_var var = {.name = text_print(file->arena, "%s_plant", dim_text(d)),
                         .long_name = "plant that cools its water"};

    if (plants != NULL) {
        names_of(file, d, &var, plants, plan->names[DIM_PLANT]);
    }
    var.name = text_print(file->arena, "%s_feeds", dim_text(d));
    var.long_name = "what feeds its motors";
    links_of(file, d, &var, feeds, plan->names[DIM_FEED]);
}

static void write_units(struct record_file *file)
{
    const struct plan *const plan = file->plan;

    if (plan->n[DIM_CRAH] > 0) {
        write_unit_links(file, DIM_CRAH, plan->crah_plant, &plan->crah_feeds);
        doubles(file, DIM_CRAH,
                &(struct h5_var){
                    .name = "crah_set_c", .unit = "degC", .long_name = "set point of its supply"},
                plan->crah_set_c);
    }
    if (plan->n[DIM_CDU] > 0) {
        write_unit_links(file, DIM_CDU, plan->cdu_plant, &plan->cdu_feeds);
    }
    if (plan->n[DIM_PLANT] > 0) {
        write_unit_links(file, DIM_PLANT, NULL, &plan->plant_feeds);
    }
}

void static_write(struct record_file *file)
{
    const struct plan *const plan = file->plan;

    if (plan->n[DIM_RACK] > 0) {
        write_racks(file);
    }
    if (plan->n[DIM_NODE] > 0) {
        write_nodes(file);
    }
    if (plan->n[DIM_FEED] > 0) {
        write_feeds(file);
    }
    write_units(file);
    static_places(file);
}
