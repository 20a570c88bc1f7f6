using System.Text.Json.Nodes;

namespace Sluice.Tests.Schema.Generation;

/// <summary>Random schemas of the kind that extraction uses: objects, arrays with bounds, enums, strings, numbers, anyOf, local references.</summary>
internal sealed class RandomSchemas(Random random)
{
    static readonly string[] Names = ["title", "skills", "level", "from", "to", "a/b", "größe", "note", "x~y", "\"q\""];

    int definitions;

    /// <summary>Asks for `x-verbatim` on some strings.</summary>
    public bool WithVerbatim { get; init; }

    /// <summary>A schema as JSON text; its root is an object or array.</summary>
    public string Next()
    {
        definitions = random.Next(3);
        var root = random.Next(4) == 0 ? Array(3) : Object(3);
        if (definitions > 0)
        {
            var bodies = new JsonObject();
            for (var i = 0; i < definitions; i++)
                bodies["d" + i] = Definition(i);
            root["$defs"] = bodies;
        }

        return root.ToJsonString();
    }

    /// <summary>A definition may use itself and the others, but only inside an object or array, so that it always goes into the value.</summary>
    JsonObject Definition(int index) => random.Next(3) switch
    {
        0 => new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject { ["value"] = Value(0), ["next"] = Optional(Reference()) },
            ["required"] = Strings(random.Next(2) == 0 ? ["value", "next"] : ["value"]),
            ["additionalProperties"] = false,
        },
        1 => new JsonObject { ["type"] = "array", ["items"] = Optional(Reference()), ["maxItems"] = 3 },
        _ => Value(0),
    };

    static JsonObject Optional(JsonObject schema) => new() { ["anyOf"] = new JsonArray(new JsonObject { ["type"] = "null" }, schema) };

    JsonObject Reference() => definitions == 0 ? Value(0) : new JsonObject { ["$ref"] = "#/$defs/d" + random.Next(definitions) };

    JsonObject Value(int depth) => random.Next(depth <= 0 ? 7 : 12) switch
    {
        0 => new JsonObject { ["type"] = random.Next(2) == 0 ? "boolean" : "null" },
        1 => Number("integer"),
        2 => Number("number"),
        3 or 4 => String(),
        5 => new JsonObject { ["enum"] = new JsonArray([.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => Constant()).DistinctBy(node => node?.ToJsonString())]) },
        6 => new JsonObject { ["const"] = Constant() },
        7 or 8 => Object(depth - 1),
        9 => Array(depth - 1),
        10 => Reference(),
        _ => new JsonObject { ["anyOf"] = new JsonArray([.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => Value(depth - 1))]) },
    };

    JsonObject Object(int depth)
    {
        var properties = new JsonObject();
        var required = new List<string>();
        for (var i = random.Next(5); i > 0; i--)
        {
            var name = Names[random.Next(Names.Length)];
            if (properties.ContainsKey(name))
                continue;
            properties[name] = Value(depth);
            if (random.Next(2) == 0)
                required.Add(name);
        }

        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties };
        if (required.Count > 0)
            schema["required"] = Strings(required);
        if (random.Next(3) > 0)
            schema["additionalProperties"] = false;
        return schema;
    }

    JsonObject Array(int depth)
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = Value(depth) };
        var least = random.Next(3);
        if (least > 0)
            schema["minItems"] = least;
        if (random.Next(2) == 0)
            schema["maxItems"] = least + random.Next(4);
        if (random.Next(3) == 0)
            schema["uniqueItems"] = true;
        return schema;
    }

    JsonObject String()
    {
        var schema = new JsonObject { ["type"] = random.Next(5) == 0 ? Strings(["string", "null"]) : "string" };
        if (WithVerbatim && random.Next(3) == 0)
        {
            schema["x-verbatim"] = random.Next(3) == 0 ? new JsonObject { ["at"] = "line-start" } : true;
            return schema;
        }

        var least = random.Next(4);
        if (random.Next(3) == 0)
            schema["minLength"] = least;
        if (random.Next(3) == 0)
            schema["maxLength"] = least + random.Next(6);
        return schema;
    }

    JsonObject Number(string type)
    {
        var schema = new JsonObject { ["type"] = type };
        var least = random.Next(-20, 20);
        if (random.Next(3) == 0)
            schema["minimum"] = least;
        if (random.Next(3) == 0)
            schema["maximum"] = least + random.Next(30);
        return schema;
    }

    JsonNode? Constant() => random.Next(8) switch
    {
        0 => null,
        1 => random.Next(2) == 0,
        2 => random.Next(-100, 100),
        3 => random.Next(-100, 100) / 8m,
        4 => new JsonArray(1, "x"),
        5 => new JsonObject { ["k"] = "v" },
        _ => JsonValue.Create(new[] { "junior", "senior", "lead", "", "größe", "say \"hi\"", "🐲" }[random.Next(7)]),
    };

    static JsonArray Strings(IEnumerable<string> values) => new([.. values.Select(value => JsonValue.Create(value))]);
}
