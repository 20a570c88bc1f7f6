using System.Text.Json;
using Sluice.Schema.Loading;
using Sluice.Schema.Values;

namespace Sluice.Schema.Generation;

/// <summary>Writes one value that a conjunction of schemas accepts: picks its type, or one of the values that enum and const leave.</summary>
internal sealed class ValueWriter(GenerationRun run, IReadOnlyList<SchemaNode> schemas)
{
    public string? Write()
    {
        if (schemas.Any(schema => schema.Always == false))
            return run.Fail(schemas, "no value is allowed here");
        if (Given() is { } given)
            return given.Length > 0 ? given[run.Random.Next(given.Length)] : run.Fail(schemas, "none of the values of \"enum\" or \"const\" fits the other keywords");

        var types = Types();
        if (types == JsonTypes.None)
            return run.Fail(schemas, "no type fits all schemas that apply here");
        return Pick(types) switch
        {
            JsonTypes.Null => "null",
            JsonTypes.Boolean => run.Random.Next(2) == 0 ? "true" : "false",
            JsonTypes.Integer => new NumberWriter(run, schemas).Write(wholeOnly: true),
            JsonTypes.Number => new NumberWriter(run, schemas).Write(wholeOnly: false),
            JsonTypes.String => new StringWriter(run, schemas).Write(),
            JsonTypes.Array => new ArrayWriter(run, schemas).Write(),
            _ => new ObjectWriter(run, schemas).Write(),
        };
    }

    /// <summary>The values that enum and const leave, null when neither is there.</summary>
    string[]? Given()
    {
        var values = schemas.Where(schema => schema.Const is not null).Select(schema => (IReadOnlyList<JsonElement>)[schema.Const!.Value])
            .Concat(schemas.Where(schema => schema.Enum is not null).Select(schema => schema.Enum!))
            .MinBy(list => list.Count);
        return values?.Select(value => value.GetRawText()).Where(text => GenerationRun.Accepts(schemas, text)).ToArray();
    }

    JsonTypes Types()
    {
        var types = JsonTypes.All;
        foreach (var schema in schemas)
            if (schema.Type is { } allowed)
                types &= allowed.HasFlag(JsonTypes.Number) ? allowed | JsonTypes.Integer : allowed;
        return types;
    }

    /// <summary>One of the types left; mostly one that a keyword speaks of, and no container where little should be written.</summary>
    JsonTypes Pick(JsonTypes types)
    {
        var spokenOf = types & schemas.Aggregate(JsonTypes.None, (sum, schema) => sum | SpokenOf(schema));
        if (spokenOf != JsonTypes.None && run.Random.Next(5) > 0)
            types = spokenOf;
        var scalars = types & ~(JsonTypes.Array | JsonTypes.Object);
        if (run.IsModest && scalars != JsonTypes.None)
            types = scalars;
        var list = Enum.GetValues<JsonTypes>().Where(type => int.PopCount((int)type) == 1 && types.HasFlag(type)).ToArray();
        return list[run.Random.Next(list.Length)];
    }

    static JsonTypes SpokenOf(SchemaNode schema)
    {
        var types = JsonTypes.None;
        if (schema.Properties is not null || schema.Required is not null || schema.PatternProperties is not null || schema.AdditionalProperties is not null || schema.MinProperties is not null)
            types |= JsonTypes.Object;
        if (schema.Items is not null || schema.PrefixItems is not null || schema.Contains is not null || schema.MinItems is not null)
            types |= JsonTypes.Array;
        if (schema.Pattern is not null || schema.Format is not null || schema.MinLength is not null || schema.MaxLength is not null || schema.Verbatim is not null)
            types |= JsonTypes.String;
        if (schema.Minimum is not null || schema.Maximum is not null || schema.ExclusiveMinimum is not null || schema.ExclusiveMaximum is not null || schema.MultipleOf is not null)
            types |= JsonTypes.Number | JsonTypes.Integer;
        return types;
    }
}
