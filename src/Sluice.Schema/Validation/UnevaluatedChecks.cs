using System.Globalization;
using System.Text.Json;
using Sluice.Schema.Loading;

namespace Sluice.Schema.Validation;

/// <summary>unevaluatedItems and unevaluatedProperties: what no other keyword of the schema has spoken for.</summary>
internal static class UnevaluatedChecks
{
    public static bool Accept(ValidationRun run, SchemaNode node, JsonElement value, Evaluated evaluated) => value.ValueKind switch
    {
        JsonValueKind.Array when node.UnevaluatedItems is not null => AcceptItems(run, node.UnevaluatedItems, value, evaluated),
        JsonValueKind.Object when node.UnevaluatedProperties is not null => AcceptMembers(run, node, node.UnevaluatedProperties, value, evaluated),
        _ => true,
    };

    static bool AcceptItems(ValidationRun run, SchemaNode schema, JsonElement array, Evaluated evaluated)
    {
        var accepts = true;
        var index = 0;
        foreach (var item in array.EnumerateArray())
        {
            if (!evaluated.Has(index))
                accepts &= run.Below(index.ToString(CultureInfo.InvariantCulture), schema, item);
            if (!accepts && run.IsDone)
                return false;
            index++;
        }

        evaluated.AddItemsBefore(index);
        return accepts;
    }

    static bool AcceptMembers(ValidationRun run, SchemaNode node, SchemaNode schema, JsonElement value, Evaluated evaluated)
    {
        var accepts = true;
        foreach (var member in value.EnumerateObject())
        {
            if (evaluated.Has(member.Name))
                continue;
            accepts &= schema.Always == false
                ? run.Fail(node, "unevaluatedProperties", $"the key \"{member.Name}\" is not allowed here")
                : run.Below(member.Name, schema, member.Value);
            if (!accepts && run.IsDone)
                return false;
        }

        evaluated.AddAllNames();
        return accepts;
    }
}
