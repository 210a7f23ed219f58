/* h5_inner.h - what h5.c and h5_data.c share.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#ifndef SIM_RECORD_H5_INNER_H
#define SIM_RECORD_H5_INNER_H

#include "sim/record/h5.h"

/* Every call goes through one of these: ids and codes below zero are failures. */
hid_t h5_keep(struct h5_file *f, hid_t id);
void h5_check(struct h5_file *f, herr_t code);

/* Creation properties of a dataset: no times, attributes in our order. */
hid_t h5_creation(struct h5_file *f);

/* Writes values of a type in memory; memory and space: H5S_ALL, or which part. */
void h5_write(struct h5_file *f, hid_t dataset, hid_t type, hid_t memory, hid_t space,
              const void *values);

/* Strings of variable length, UTF-8. */
hid_t h5_text_type(struct h5_file *f);

/* A new scale; the scales of a dataset, one a dimension; the lists of all scales into the file.
 * (h5_scale.c) */
void h5_scale_add(struct h5_file *f, hid_t scale);
void h5_scale_attach(struct h5_file *f, hid_t dataset, const hid_t *scales, int rank);
void h5_scale_write(struct h5_file *f);

/* One number as an attribute; stored is its type in the file. */
void h5_attribute_raw(struct h5_file *f, hid_t object, const char *name, hid_t stored, hid_t type,
                      const void *value);

#endif
