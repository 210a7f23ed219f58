/* SPDX-License-Identifier: Apache-2.0 */
#include "sim/scenario/decode_claim.h"

#include <math.h>
#include <string.h>

static enum grade grade_of(const struct doc_node *word, struct diag *diag)
{
    for (int g = GRADE_GIVEN; g < GRADE_COUNT; g++) {
        if (word->kind == DOC_VALUE && strcmp(word->text, grade_text((enum grade)g)) == 0) {
            return (enum grade)g;
        }
    }
    diag_add(diag, DIAG_UNKNOWN_CHOICE, word->at,
             "a grade is one of measured, datasheet, rule of thumb, estimate");
    return GRADE_ESTIMATE;
}

struct claim claim_of(const struct reading *r, const struct doc_node *node, struct provenance from)
{
    const struct doc_node *const value =
        node->kind == DOC_MAP ? doc_find(node, "value", NULL) : NULL;
    const struct doc_node *grade = NULL;
    const struct doc_node *source = NULL;

    if (value != NULL) {
        grade = doc_find(node, "grade", NULL);
        source = doc_find(node, "source", NULL);
    }
    if (grade == NULL && from.entry != NULL) {
        grade = doc_find(from.entry, "grade", NULL);
    }
    if (source == NULL && from.entry != NULL) {
        source = doc_find(from.entry, "source", NULL);
    }
    return (struct claim){
        .value = value != NULL ? value : node,
        .low = value != NULL ? doc_find(node, "low", NULL) : NULL,
        .high = value != NULL ? doc_find(node, "high", NULL) : NULL,
        .grade = grade != NULL ? grade_of(grade, r->d->diag) : GRADE_GIVEN,
        .source = source != NULL && source->kind == DOC_VALUE ? source->text : "",
    };
}

/* One end of a value's band; NAN without. */
static double end_of_band(const struct value_place *place, const struct doc_node *node)
{
    double field = PARAM_UNKNOWN;
    double si = PARAM_UNKNOWN;

    return node != NULL && decode_value(place, node, &field, &si) ? si : PARAM_UNKNOWN;
}

void claim_take_band(const struct value_place *place, const struct claim *claim, struct value *v)
{
    const bool is_number = place->row->kind == PARAM_NUMBER || place->row->kind == PARAM_COUNT;
    const struct doc_node *const said = claim->low != NULL ? claim->low : claim->high;

    if (said == NULL) {
        return;
    }
    if (!is_number) {
        diag_add(place->d->diag, DIAG_WRONG_SHAPE, said->at,
                 "%s: '%s' is no number and has no 'low' and 'high'", place->where, place->key);
        return;
    }
    v->low = end_of_band(place, claim->low);
    v->high = end_of_band(place, claim->high);
    if (v->low > v->si || v->high < v->si) {
        diag_add(place->d->diag, DIAG_CONTRADICTION, said->at,
                 "%s: the value of '%s' does not lie between its 'low' and its 'high'",
                 place->where, place->key);
    }
}
