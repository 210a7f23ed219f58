/* inner.c - reading single datasets and attributes, whatever state they are in.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "sim/results/inner.h"

#include <math.h>
#include <string.h>

#include "sim/base/text.h"

/* No attribute or name of ours is longer; what claims to be is damaged. */
enum { LONGEST_ATTRIBUTE = 1 << 20 };

bool inner_exists(hid_t parent, const char *path)
{
    char part[256] = "";

    for (const char *at = path; *at != '\0';) {
        const size_t length = strcspn(at, "/");
        const size_t end = (size_t)(at - path) + length;
        if (end >= sizeof part) {
            return false;
        }
        memcpy(part, path, end);
        part[end] = '\0';
        if (H5Lexists(parent, part, H5P_DEFAULT) <= 0) {
            return false;
        }
        at += length + (at[length] == '/');
    }
    return true;
}

static hid_t open_dataset(hid_t parent, const char *name)
{
    return inner_exists(parent, name) ? H5Dopen2(parent, name, H5P_DEFAULT) : -1;
}

size_t inner_length(hid_t parent, const char *name)
{
    const hid_t dataset = open_dataset(parent, name);
    hssize_t n = 0;

    if (dataset < 0) {
        return 0;
    }
    const hid_t space = H5Dget_space(dataset);
    n = H5Sget_simple_extent_npoints(space);
    H5Sclose(space);
    H5Dclose(dataset);
    return n > 0 ? (size_t)n : 0;
}

double *inner_doubles(struct results *r, hid_t parent, const char *name, size_t n)
{
    double *const values = ARENA_ARRAY(r->arena, double, n, "results");
    const bool fits = n > 0 && inner_length(parent, name) == n;
    const hid_t dataset = fits ? open_dataset(parent, name) : -1;
    const bool is_read = dataset >= 0 && H5Dread(dataset, H5T_NATIVE_DOUBLE, H5S_ALL, H5S_ALL,
                                                 H5P_DEFAULT, values) >= 0;

    for (size_t i = 0; i < n && !is_read; i++) {
        values[i] = (double)NAN;
    }
    if (dataset >= 0) {
        H5Dclose(dataset);
    }
    return values;
}

static hid_t variable_text(void)
{
    const hid_t type = H5Tcopy(H5T_C_S1);

    H5Tset_size(type, H5T_VARIABLE);
    H5Tset_cset(type, H5T_CSET_UTF8);
    return type;
}

const char **inner_texts(struct results *r, hid_t parent, const char *name, size_t n)
{
    const size_t length = n > 0 ? n : 1;
    const hid_t dataset = inner_length(parent, name) == length ? open_dataset(parent, name) : -1;
    const char **copies = NULL;

    if (dataset < 0) {
        return NULL;
    }
    const hid_t type = variable_text();
    const hid_t space = H5Dget_space(dataset);
    char **const raw = ARENA_ARRAY(r->arena, char *, length, "results");
    if (H5Dread(dataset, type, H5S_ALL, H5S_ALL, H5P_DEFAULT, raw) >= 0) {
        copies = ARENA_ARRAY(r->arena, const char *, length, "results");
        for (size_t i = 0; i < length; i++) {
            copies[i] = text_copy(r->arena, view_of(raw[i] != NULL ? raw[i] : ""));
        }
        H5Dvlen_reclaim(type, space, H5P_DEFAULT, raw);
    }
    H5Sclose(space);
    H5Tclose(type);
    H5Dclose(dataset);
    return copies;
}

const char *inner_text_attribute(struct results *r, hid_t object, const char *name)
{
    const hid_t a = H5Aexists(object, name) > 0 ? H5Aopen(object, name, H5P_DEFAULT) : -1;
    char *text = NULL;

    if (a < 0) {
        return NULL;
    }
    const hid_t type = H5Aget_type(a);
    const size_t size = H5Tget_size(type);
    if (H5Tget_class(type) == H5T_STRING && !H5Tis_variable_str(type) && size < LONGEST_ATTRIBUTE) {
        text = ARENA_ARRAY(r->arena, char, size + 1, "results");
        if (H5Aread(a, type, text) < 0) {
            text = NULL;
        }
    }
    H5Tclose(type);
    H5Aclose(a);
    return text;
}

double inner_number_attribute(hid_t object, const char *name)
{
    const hid_t a = H5Aexists(object, name) > 0 ? H5Aopen(object, name, H5P_DEFAULT) : -1;
    double value = (double)NAN;

    if (a >= 0) {
        if (H5Aread(a, H5T_NATIVE_DOUBLE, &value) < 0) {
            value = (double)NAN;
        }
        H5Aclose(a);
    }
    return value;
}
