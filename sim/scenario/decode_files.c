/* decode_files.c - values that are the names of files: traces, weather, tariffs.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include "sim/scenario/decode_value.h"
#include "sim/scenario/import_epw.h"
#include "sim/scenario/import_trace.h"
#include "sim/scenario/import_urdb.h"

static bool read_trace(const struct value_place *p, const struct doc_node *node,
                       const struct trace **ret)
{
    const struct trace_request request = {
        .path = text_path(p->d->arena, p->d->directory, node->text),
        .at = node->at,
        .column = p->column,
        .time = p->time,
        .unit = p->unit,
    };

    return import_trace(p->d->arena, &request, p->d->diag, ret) == STATUS_OK;
}

static bool read_weather(const struct value_place *p, const struct doc_node *node,
                         const struct weather_hours **ret)
{
    const char *const path = text_path(p->d->arena, p->d->directory, node->text);

    return import_epw(p->d->arena, path, node->at, p->d->diag, ret) == STATUS_OK;
}

static bool read_tariff(const struct value_place *p, const struct doc_node *node,
                        const struct tariff **ret)
{
    const char *const path = text_path(p->d->arena, p->d->directory, node->text);

    return import_urdb(p->d->arena, path, node->at, p->d->diag, ret) == STATUS_OK;
}

bool decode_file(const struct value_place *p, const struct doc_node *node, void *field)
{
    switch (p->row->kind) {
    case PARAM_TRACE:
        return read_trace(p, node, field);
    case PARAM_WEATHER:
        return read_weather(p, node, field);
    case PARAM_TARIFF:
        return read_tariff(p, node, field);
    default:
        return false;
    }
}
