using System.Runtime.CompilerServices;
using System.Text.Json;
using Sluice.Schema.Loading;
using Sluice.Schema.Patterns;
using Sluice.Schema.Values;

namespace Sluice.Schema.Validation;

/// <summary>One document under validation: where we are in it, through which schemas we came, what was wrong so far and what it may still cost.</summary>
internal sealed class ValidationRun(ErrorList errors, ValidationLimits limits)
{
    readonly List<string> path = [];
    readonly List<SchemaResource> scope = [];
    ErrorList? listener = errors;
    int depth;
    long applications;

    public PatternBudget PatternBudget { get; } = new(limits.PatternSteps);

    /// <summary>True while errors are wanted; false where only yes or no counts.</summary>
    public bool Listens => listener is { IsFull: false };

    /// <summary>True when nothing is gained by looking for another error.</summary>
    public bool IsDone => !Listens;

    /// <summary>Records what is wrong with the value at hand and returns false.</summary>
    public bool Fail(SchemaNode node, string keyword, [InterpolatedStringHandlerArgument("")] ErrorText message)
    {
        if (Listens)
            listener!.Add(new SchemaError(JsonPointer.Of(path), keyword.Length == 0 ? node.Path : node.Path + "/" + keyword, message.ToString()));
        return false;
    }

    /// <summary>Applies a schema to a member or item of the value at hand.</summary>
    public bool Below(string token, SchemaNode node, JsonElement value)
    {
        path.Add(token);
        var accepts = Apply(node, value, null);
        path.RemoveAt(path.Count - 1);
        return accepts;
    }

    /// <summary>Applies a schema to learn whether it accepts; its errors go to a list of their own, or nowhere.</summary>
    public bool Try(SchemaNode node, JsonElement value, Evaluated? evaluated, ErrorList? aside = null)
    {
        var outer = listener;
        listener = Listens ? aside : null;
        var accepts = Apply(node, value, evaluated);
        listener = outer;
        return accepts;
    }

    /// <summary>Applies a schema to the value at hand. When it accepts, what it evaluated is added to <paramref name="evaluated"/>.</summary>
    public bool Apply(SchemaNode node, JsonElement value, Evaluated? evaluated)
    {
        if (node.Always is { } always)
            return always || FailAlways(node);
        if (++depth > ValidationLimits.Depth)
            throw new ValidationLimitException($"schemas apply to this within each other more than {ValidationLimits.Depth} deep: the document or the schema is nested too deeply, or the schema leads back to itself");
        if (++applications > limits.Applications)
            throw new ValidationLimitException(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"checking this document takes more than {limits.Applications} steps"));

        var entered = scope.Count == 0 || scope[^1] != node.Resource;
        if (entered)
            scope.Add(node.Resource);
        var mine = evaluated is null && node.UnevaluatedItems is null && node.UnevaluatedProperties is null ? null : new Evaluated();
        var accepts = Check(node, value, mine);
        if (accepts && mine is not null)
            evaluated?.Add(mine);
        if (entered)
            scope.RemoveAt(scope.Count - 1);
        depth--;
        return accepts;
    }

    /// <summary>What a `$dynamicRef` means here: the outermost resource on the way that gives the name decides.</summary>
    public SchemaNode Target(DynamicReference reference)
    {
        if (reference.Anchor is not null)
            foreach (var resource in scope)
                if (resource.DynamicAnchors.TryGetValue(reference.Anchor, out var node))
                    return node;
        return reference.Target;
    }

    /// <summary>Where we are, when a limit ended the run.</summary>
    public SchemaError AtLimit(string message) => new(JsonPointer.Of(path), "#", message);

    bool FailAlways(SchemaNode node) => Fail(node, "", $"no value is allowed here");

    bool Check(SchemaNode node, JsonElement value, Evaluated? evaluated)
    {
        var accepts = ValueChecks.Accept(this, node, value);
        if (accepts || !IsDone)
            accepts &= value.ValueKind switch
            {
                JsonValueKind.Number => NumberChecks.Accept(this, node, value),
                JsonValueKind.String => StringChecks.Accept(this, node, value),
                JsonValueKind.Array => ArrayChecks.Accept(this, node, value, evaluated),
                JsonValueKind.Object => ObjectChecks.Accept(this, node, value, evaluated),
                _ => true,
            };
        if (accepts || !IsDone)
            accepts &= CombinationChecks.Accept(this, node, value, evaluated);
        // Last, since it asks what all others evaluated; and only then, since a failed one has evaluated nothing.
        return accepts && (evaluated is null || UnevaluatedChecks.Accept(this, node, value, evaluated));
    }
}
