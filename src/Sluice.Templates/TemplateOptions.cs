namespace Sluice.Templates;

/// <summary>What is done when a template reads a name, attribute or item that is not there.</summary>
public enum UndefinedNames
{
    /// <summary>It prints as nothing and is false, as in chat templates; only using it further is an error.</summary>
    Lenient,

    /// <summary>Any use but <c>is defined</c> and <c>default</c> is an error, as prompts want it.</summary>
    Strict,
}

/// <summary>How a value that is not text is printed by <c>{{ … }}</c>.</summary>
public enum PrintedValues
{
    /// <summary>As Python's <c>str</c> writes it: True, None, {'a': 1}.</summary>
    Python,

    /// <summary>As JSON, numbers spelled as they were read; what JSON cannot hold is an error. Only printing differs: <c>~</c> and filters stay.</summary>
    Json,
}

/// <summary>How a template is read and what it may see beside its variables.</summary>
public sealed record TemplateOptions
{
    /// <summary>As Hugging Face sets Jinja up for chat templates.</summary>
    public static TemplateOptions Chat { get; } = new();

    /// <summary>For prompts: whitespace as for chat templates, unknown names are errors, values are printed as JSON.</summary>
    public static TemplateOptions Prompt { get; } = new() { Undefined = UndefinedNames.Strict, Printing = PrintedValues.Json };

    /// <summary>One newline straight after a statement or comment is dropped.</summary>
    public bool TrimBlocks { get; init; } = true;

    /// <summary>Blanks from the start of a line to a statement or comment are dropped.</summary>
    public bool LstripBlocks { get; init; } = true;

    public UndefinedNames Undefined { get; init; } = UndefinedNames.Lenient;

    public PrintedValues Printing { get; init; } = PrintedValues.Python;

    /// <summary>The clock of <c>strftime_now</c>, read in its own local time zone.</summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
