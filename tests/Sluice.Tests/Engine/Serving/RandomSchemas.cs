using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sluice.Tests.Engine.Serving;

/// <summary>Schemas as extraction uses them, at random: objects with required and optional keys, bounded arrays, enums, numbers, anyOf, $ref, x-verbatim.</summary>
internal static class RandomSchemas
{
    public static string Next(Random random)
    {
        var schema = Node(random, depth: 0);
        if (random.Next(3) == 0)
        {
            schema = new JsonObject
            {
                ["$defs"] = new JsonObject { ["shared"] = Leaf(random) },
                ["type"] = "object",
                ["properties"] = new JsonObject { ["first"] = schema, ["second"] = new JsonObject { ["$ref"] = "#/$defs/shared" } },
                ["required"] = new JsonArray("second"),
                ["additionalProperties"] = false,
            };
        }
        return schema.ToJsonString(JsonSerializerOptions.Default);
    }

    static JsonObject Node(Random random, int depth) => random.Next(depth < 3 ? 6 : 3) switch
    {
        3 or 4 => Object(random, depth),
        5 => Array(random, depth),
        2 when depth < 3 => new JsonObject { ["anyOf"] = new JsonArray(Node(random, depth + 1), Node(random, depth + 1)) },
        _ => Leaf(random),
    };

    static JsonObject Object(Random random, int depth)
    {
        var properties = new JsonObject();
        var required = new JsonArray();
        foreach (var name in new[] { "title", "größe", "a b", "x\"y" }.Take(random.Next(1, 5)))
        {
            properties[name] = Node(random, depth + 1);
            if (random.Next(2) == 0)
                required.Add(name);
        }
        return new JsonObject { ["type"] = "object", ["properties"] = properties, ["required"] = required, ["additionalProperties"] = false };
    }

    static JsonObject Array(Random random, int depth)
    {
        var least = random.Next(3);
        return new JsonObject { ["type"] = "array", ["items"] = Node(random, depth + 1), ["minItems"] = least, ["maxItems"] = least + random.Next(3) };
    }

    static JsonObject Leaf(Random random) => random.Next(9) switch
    {
        0 => new JsonObject { ["type"] = "string", ["minLength"] = random.Next(4), ["maxLength"] = 4 + random.Next(20) },
        1 => new JsonObject { ["type"] = "integer", ["minimum"] = -random.Next(100), ["maximum"] = random.Next(1000) },
        2 => new JsonObject { ["type"] = "number", ["minimum"] = 0, ["maximum"] = 1 },
        3 => new JsonObject { ["type"] = "boolean" },
        4 => new JsonObject { ["enum"] = new JsonArray("junior", "senior", "léad", null, 3) },
        5 => new JsonObject { ["const"] = "fixed" },
        6 => new JsonObject { ["type"] = "string", ["x-verbatim"] = true, ["maxLength"] = 20 },
        7 => new JsonObject { ["type"] = new JsonArray("string", "null"), ["maxLength"] = 8 },
        _ => new JsonObject
        {
            ["type"] = "array",
            ["items"] = new JsonObject { ["type"] = "string", ["x-verbatim"] = true, ["maxLength"] = 12 },
            ["maxItems"] = 3,
            ["uniqueItems"] = true,
        },
    };
}
