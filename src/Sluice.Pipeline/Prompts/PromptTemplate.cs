using System.Text.Json;
using Sluice.Templates;

namespace Sluice.Pipeline.Prompts;

/// <summary>
/// A text with places for a record's fields, in the Jinja language. Unlike a chat template it fails where a field is missing,
/// and writes what is not a text as JSON.
/// </summary>
public sealed class PromptTemplate
{
    /// <summary>A record has up to 16 MiB, so its texts may be longer than those of a chat; a prompt of megabytes is one copy each.</summary>
    static readonly RenderLimits limits = new() { MaxOutputLength = 64 << 20 }; // UTF-16 characters

    /// <summary>The variable that holds earlier answers by the name of their step.</summary>
    public const string Steps = "steps";

    readonly Template template;
    readonly PromptOrigin? origin;

    PromptTemplate(string text, Template template, PromptOrigin? origin)
    {
        Text = text;
        this.template = template;
        this.origin = origin;
    }

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>Null when the text cannot be read; then the first place where that is so is named.</summary>
    /// <param name="origin">Where the text stands, for messages; null when it stands nowhere.</param>
    public static PromptTemplate? Parse(string text, out IReadOnlyList<PromptProblem> problems, PromptOrigin? origin = null)
    {
        try
        {
            problems = [];
            return new PromptTemplate(text, Template.Parse(text, TemplateOptions.Prompt), origin);
        }
        catch (TemplateException problem)
        {
            problems = [new(problem.Line, $"column {problem.Column}: {problem.Message.TrimEnd('.')}")];
            return null;
        }
    }

    /// <summary>Where it reads <see cref="Steps"/>.</summary>
    public IEnumerable<PromptUse> StepUses() =>
        template.PathsOf(Steps).Select(path => new PromptUse(path.Members.ElementAtOrDefault(0), path.Members.ElementAtOrDefault(1), origin?.File ?? "", origin?.LineOf(path.Line)));

    /// <summary>Fills in a record. False when it lacks a field, or the template refuses it; <paramref name="result"/> then says why, and which fields it has.</summary>
    public bool TryRender(JsonElement record, out string result) => TryRender(record, rendered => rendered.Text, out result);

    /// <summary>What its places printed, each text once, a line break between: what the model was shown of the record. False as in <see cref="TryRender(JsonElement, out string)"/>.</summary>
    public bool TryRenderFields(JsonElement record, out string result) =>
        TryRender(record, rendered => string.Join('\n', rendered.Printed.Distinct(StringComparer.Ordinal)), out result);

    bool TryRender(JsonElement record, Func<(string Text, IReadOnlyList<string> Printed), string> choose, out string result)
    {
        if (record.ValueKind != JsonValueKind.Object)
        {
            result = $"this record is {FieldFault.Kind(record)}, not an object";
            return false;
        }

        try
        {
            result = choose(template.RenderWithPrinted(record, limits));
            return true;
        }
        catch (TemplateException problem)
        {
            result = FieldFault.Explain(record, problem, origin);
            return false;
        }
    }
}
