using System.Runtime.CompilerServices;
using Sluice.Templates.Json;
using Sluice.Templates.Values;

namespace Sluice.Templates.Running;

/// <summary>One rendering in progress: where it stands, what it may still cost, and what it sees from outside.</summary>
internal sealed class Rendering(RenderLimits limits, TemplateOptions options, Value?[] variables, bool notesPrinted = false)
{
    /// <summary>Copying so many characters costs less time than running a statement, and as much memory as making a value.</summary>
    public const int CharactersPerStep = 32;

    static readonly JsonStyle printedJson = new() { KeepsSpelling = true };

    readonly List<string>? printed = notesPrinted ? [] : null;
    long spent;
    int depth;

    /// <summary>Offset in the template of what runs now, for the place of an error.</summary>
    public int At { get; set; }

    public TimeProvider Clock => options.Clock;

    public bool Strict => options.Undefined == UndefinedNames.Strict;

    /// <summary>What <see cref="Note"/> collected.</summary>
    public IReadOnlyList<string> Printed => (IReadOnlyList<string>?)printed ?? [];

    /// <summary>What printing a value gives.</summary>
    public string TextOf(Value value) => value switch
    {
        _ when options.Printing == PrintedValues.Python => value.ToText(this),
        TextValue or UndefinedValue => value.ToText(this),
        MethodValue method => throw TemplateFault.Type($"'{method.Name}' is a method here; a key of that name is read as ['{method.Name}']"),
        _ => JsonWriting.Of(value, printedJson, this),
    };

    /// <summary>Keeps a printed text, if this rendering was asked to. A macro's result is left out when the macro printed something itself.</summary>
    /// <param name="before">How many were kept before the text was made.</param>
    public void Note(string text, int before)
    {
        if (printed is not null && printed.Count == before)
            printed.Add(text);
    }

    /// <summary>What the caller passed under the template's name number <paramref name="index"/>, or the environment has; null for neither.</summary>
    public Value? Variable(int index) => variables[index];

    public void Charge(long steps)
    {
        spent += steps;
        if (spent > limits.MaxSteps)
            throw TemplateFault.Limit($"rendering took more than {limits.MaxSteps} steps");
    }

    /// <summary>Counts text that was made, or is about to be.</summary>
    public void ChargeText(long length)
    {
        CheckLength(length);
        if (length >= CharactersPerStep)
            Charge(length / CharactersPerStep);
    }

    /// <summary>Counts reading through what a filter, test or method is given, before it does so.</summary>
    public void ChargeUse(Value value, Arguments arguments)
    {
        ChargeUse(value);
        foreach (var argument in arguments.Positional)
            ChargeUse(argument);
    }

    public void CheckLength(long length)
    {
        if (length > limits.MaxOutputLength)
            throw TemplateFault.Limit($"a text grew beyond {limits.MaxOutputLength} characters");
    }

    public void Enter()
    {
        Charge(1);
        if (++depth > limits.MaxDepth || !RuntimeHelpers.TryEnsureSufficientExecutionStack())
            throw TemplateFault.Recursion($"maximum recursion depth exceeded: macros are nested more than {depth - 1} deep");
    }

    public void Leave() => depth--;

    void ChargeUse(Value value)
    {
        if (value is TextValue text)
            ChargeText(text.Raw.Length);
        else if (value is IntegerValue)
            Charge(value.Weight);
    }
}
