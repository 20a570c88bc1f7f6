using Sluice.Schema.Loading;

namespace Sluice.Schema.Answers.Loosening;

/// <summary>Takes keywords out of loaded schemas, so that they allow more.</summary>
internal static class KeywordDropper
{
    /// <summary>Takes out a keyword, and those whose meaning hangs on it; where it is not known which, everything.</summary>
    public static void Drop(SchemaNode node, string keyword)
    {
        node.Depart();
        switch (keyword)
        {
            case "pattern":
                node.Pattern = null;
                break;
            case "format":
                node.AssertsFormat = false;
                break;
            case "minLength" or "maxLength":
                (node.MinLength, node.MaxLength) = (null, null);
                break;
            case "minimum" or "maximum" or "exclusiveMinimum" or "exclusiveMaximum" or "multipleOf":
                (node.Minimum, node.Maximum, node.ExclusiveMinimum, node.ExclusiveMaximum, node.MultipleOf) = (null, null, null, null, null);
                break;
            case "uniqueItems":
                node.UniqueItems = false;
                break;
            case "minItems" or "maxItems":
                (node.MinItems, node.MaxItems) = (null, null);
                break;
            case "minProperties" or "maxProperties":
                (node.MinProperties, node.MaxProperties) = (null, null);
                break;
            case "contains" or "minContains" or "maxContains":
                (node.Contains, node.MinContains, node.MaxContains) = (null, null, null);
                break;
            case "patternProperties" or "additionalProperties": // keys that match nothing any more must not become additional ones
                (node.PatternProperties, node.AdditionalProperties) = (null, null);
                break;
            case "propertyNames":
                node.PropertyNames = null;
                break;
            case "dependentRequired":
                node.DependentRequired = null;
                break;
            case "dependentSchemas":
                node.DependentSchemas = null;
                break;
            case "dependencies":
                (node.DependentRequired, node.DependentSchemas) = (null, null);
                break;
            case "unevaluatedItems":
                node.UnevaluatedItems = null;
                break;
            case "unevaluatedProperties":
                node.UnevaluatedProperties = null;
                break;
            case "not":
                node.Not = null;
                break;
            case "if" or "then" or "else":
                (node.If, node.Then, node.Else) = (null, null, null);
                break;
            case "oneOf" when node.AnyOf is null: // more than one may fit now
                (node.AnyOf, node.OneOf) = (node.OneOf, null);
                break;
            case "oneOf":
                node.OneOf = null;
                break;
            case "anyOf":
                node.AnyOf = null;
                break;
            case "allOf":
                node.AllOf = null;
                break;
            default:
                DropAll(node);
                break;
        }
    }

    /// <summary>Makes a schema that allows everything.</summary>
    public static void DropAll(SchemaNode node)
    {
        foreach (var keyword in (string[])
            [
                "pattern", "format", "minLength", "minimum", "uniqueItems", "minItems", "minProperties", "contains", "patternProperties", "propertyNames",
                "dependencies", "unevaluatedItems", "unevaluatedProperties", "not", "if", "oneOf", "anyOf", "allOf",
            ])
            Drop(node, keyword);
        (node.Ref, node.DynamicRef, node.Type, node.Enum, node.Const, node.Verbatim, node.AnyOf) = (null, null, null, null, null, null, null);
        (node.PrefixItems, node.Items, node.Properties, node.Required) = (null, null, null, null);
        node.Always = true;
    }

    /// <summary>Takes out what hangs on all that stands beside it; whether there was any.</summary>
    public static bool DropUnevaluated(SchemaNode node)
    {
        var had = node.UnevaluatedItems is not null || node.UnevaluatedProperties is not null;
        if (had)
            node.Depart();
        (node.UnevaluatedItems, node.UnevaluatedProperties) = (null, null);
        return had;
    }
}
