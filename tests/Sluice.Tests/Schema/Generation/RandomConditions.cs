using System.Text.Json.Nodes;

namespace Sluice.Tests.Schema.Generation;

/// <summary>
/// Random schemas of all keywords in all combinations, over a world so small that random documents often come close: a few numbers,
/// strings and keys. Most make little sense, which is the point.
/// </summary>
/// <param name="unevaluated">Whether many of them ask something of the members and items that nobody has spoken for.</param>
internal sealed class RandomConditions(Random random, bool unevaluated = false)
{
    static readonly string[] Keys = ["a", "b", "ab"];

    public string Schema() => Schema(3).ToJsonString();

    public string Document() => Value(2)?.ToJsonString() ?? "null";

    JsonNode Schema(int depth)
    {
        if (random.Next(12) == 0)
            return JsonValue.Create(random.Next(3) > 0);
        var schema = new JsonObject();
        for (var count = random.Next(1, 4); count > 0; count--)
        {
            foreach (var (name, value) in depth > 0 && random.Next(3) > 0 ? Combinator(depth - 1) : Rule(depth - 1))
                schema[name] = value?.DeepClone();
        }

        if (unevaluated && depth > 0 && random.Next(3) == 0)
            schema[random.Next(3) > 0 ? "unevaluatedProperties" : "unevaluatedItems"] = random.Next(2) == 0 ? false : Schema(0);
        return schema;
    }

    JsonObject Combinator(int depth) => random.Next(8) switch
    {
        0 => new JsonObject { ["not"] = Schema(depth) },
        1 => new JsonObject { ["allOf"] = Schemas(depth) },
        2 => new JsonObject { ["anyOf"] = Schemas(depth) },
        3 or 4 => new JsonObject { ["oneOf"] = Schemas(depth) },
        5 => new JsonObject { ["if"] = Schema(depth), ["then"] = Schema(depth), ["else"] = Schema(depth) },
        6 => new JsonObject { ["if"] = Schema(depth), ["then"] = Schema(depth) },
        _ => new JsonObject { ["dependentSchemas"] = new JsonObject { [Key()] = Schema(depth) } },
    };

    JsonObject Rule(int depth) => random.Next(depth < 0 ? 12 : 25) switch
    {
        0 or 1 => new JsonObject { ["type"] = Type() },
        2 => new JsonObject { ["type"] = new JsonArray([.. Enumerable.Range(0, 2).Select(_ => Type()).Distinct().Select(type => JsonValue.Create(type))]) },
        3 => new JsonObject { ["const"] = Value(1) },
        4 => new JsonObject { ["enum"] = new JsonArray([.. Enumerable.Range(0, 3).Select(_ => Value(1)).DistinctBy(value => value?.ToJsonString())]) },
        5 => new JsonObject { [random.Next(2) == 0 ? "minimum" : "exclusiveMinimum"] = random.Next(4) },
        6 => new JsonObject { [random.Next(2) == 0 ? "maximum" : "exclusiveMaximum"] = random.Next(4) },
        7 => new JsonObject { ["multipleOf"] = random.Next(1, 4) },
        8 => new JsonObject { ["minLength"] = random.Next(3) },
        9 => new JsonObject { ["maxLength"] = random.Next(3) },
        10 => new JsonObject { ["required"] = new JsonArray(Key()) },
        11 => new JsonObject { ["pattern"] = Pattern() },
        12 or 13 => new JsonObject { ["properties"] = new JsonObject { [Keys[0]] = Schema(depth), [Keys[random.Next(1, 3)]] = Schema(depth) } },
        14 => new JsonObject { ["properties"] = new JsonObject { [Key()] = Schema(depth) }, ["additionalProperties"] = random.Next(2) == 0 ? false : Schema(depth) },
        15 => new JsonObject { [random.Next(2) == 0 ? "minProperties" : "maxProperties"] = random.Next(3) },
        16 => new JsonObject { ["dependentRequired"] = new JsonObject { [Key()] = new JsonArray(Key()) } },
        17 => new JsonObject { ["items"] = Schema(depth) },
        18 => new JsonObject { ["prefixItems"] = Schemas(depth), ["items"] = Schema(depth) },
        19 => new JsonObject { [random.Next(2) == 0 ? "minItems" : "maxItems"] = random.Next(4) },
        20 => Contains(depth),
        21 => new JsonObject { ["patternProperties"] = new JsonObject { [Pattern()] = Schema(depth) } },
        22 => new JsonObject { ["patternProperties"] = new JsonObject { [Pattern()] = Schema(depth) }, ["additionalProperties"] = random.Next(2) == 0 ? false : Schema(depth) },
        23 => new JsonObject { ["propertyNames"] = Schema(0) },
        _ => new JsonObject { ["uniqueItems"] = true },
    };

    JsonObject Contains(int depth)
    {
        var schema = new JsonObject { ["contains"] = Schema(depth) };
        if (random.Next(2) == 0)
            schema["minContains"] = random.Next(3);
        if (random.Next(2) == 0)
            schema["maxContains"] = random.Next(1, 3);
        return schema;
    }

    JsonArray Schemas(int depth) => new([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Schema(depth))]);

    JsonNode? Value(int depth) => random.Next(depth > 0 ? 11 : 7) switch
    {
        0 => null,
        1 => random.Next(2) == 0,
        2 or 3 => random.Next(5),
        4 => random.Next(5) / 2m,
        5 or 6 => new[] { "", "a", "b", "ab", "bb" }[random.Next(5)],
        7 or 8 => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Value(depth - 1))]),
        _ => Object(depth),
    };

    JsonObject Object(int depth)
    {
        var members = new JsonObject();
        for (var count = random.Next(4); count > 0; count--)
            members[random.Next(8) == 0 ? "c" : Key()] = Value(depth - 1);
        return members;
    }

    string Type() => new[] { "null", "boolean", "integer", "number", "string", "array", "object" }[random.Next(7)];

    string Pattern() => new[] { "^a", "b", "^.$" }[random.Next(3)];

    string Key() => Keys[random.Next(Keys.Length)];
}
