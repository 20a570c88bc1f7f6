using System.Text;
using System.Text.Json;

namespace Sluice.Pipeline.Prompts;

/// <summary>
/// A text with places for a record's fields. What it accepts is a part of Jinja and means the same there: <c>{{ field }}</c>,
/// <c>{{ field.inner }}</c>, <c>{{ field[:1200] }}</c>; one final line break is dropped. A field that is not a text is written as JSON.
/// </summary>
public sealed class PromptTemplate
{
    readonly IReadOnlyList<object> parts; // string: as it stands; PromptField: filled in

    internal PromptTemplate(string text, IReadOnlyList<object> parts)
    {
        Text = text;
        this.parts = parts;
    }

    /// <summary>As it was written.</summary>
    public string Text { get; }

    /// <summary>Whether every record gives the same text.</summary>
    public bool IsConstant => !parts.OfType<PromptField>().Any();

    /// <summary>Null when something in the text cannot be read; then every such place is named.</summary>
    public static PromptTemplate? Parse(string text, out IReadOnlyList<PromptProblem> problems) => PromptParser.Parse(text, out problems);

    /// <summary>Fills in a record. False when it lacks a field; <paramref name="result"/> then says which, and which it has.</summary>
    public bool TryRender(JsonElement record, out string result)
    {
        var text = new StringBuilder();
        foreach (var part in parts)
        {
            if (part is PromptField field)
            {
                if (field.Render(record, out var problem) is not { } value)
                {
                    result = problem!;
                    return false;
                }

                text.Append(value);
            }
            else
            {
                text.Append((string)part);
            }
        }

        result = text.ToString();
        return true;
    }

    /// <summary>The fields alone, each once, a line break between: what the model was shown of the record. False as in <see cref="TryRender"/>.</summary>
    public bool TryRenderFields(JsonElement record, out string result)
    {
        var shown = new List<string>();
        foreach (var field in parts.OfType<PromptField>().DistinctBy(field => (field.Name, field.Slice)))
        {
            if (field.Render(record, out var problem) is not { } value)
            {
                result = problem!;
                return false;
            }

            shown.Add(value);
        }

        result = string.Join('\n', shown);
        return true;
    }
}
