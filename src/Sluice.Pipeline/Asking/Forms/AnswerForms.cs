using System.Text.Json;
using Sluice.Protocol.Chat;

namespace Sluice.Pipeline.Asking.Forms;

/// <summary>The names of the forms, and what each adds to a request.</summary>
public static class AnswerForms
{
    const string SchemaName = "answer"; // OpenAI's API wants a name and does nothing with it

    static readonly (AnswerForm Form, string Name)[] names =
    [
        (AnswerForm.ResponseFormat, "response_format"),
        (AnswerForm.StructuredOutputs, "structured_outputs"),
        (AnswerForm.GuidedJson, "guided_json"),
        (AnswerForm.JsonSchema, "json_schema"),
        (AnswerForm.Prompt, "prompt"),
    ];

    /// <summary>For messages; <c>auto</c> lets a probe decide.</summary>
    public static string Allowed { get; } = $"auto, {string.Join(", ", names.Select(entry => entry.Name))}";

    /// <summary>In the order they are probed: what most servers take first.</summary>
    public static IReadOnlyList<AnswerForm> Probed { get; } = [AnswerForm.ResponseFormat, AnswerForm.StructuredOutputs, AnswerForm.GuidedJson, AnswerForm.JsonSchema];

    /// <summary>As configurations and messages write it.</summary>
    public static string NameOf(AnswerForm form) => names.Single(entry => entry.Form == form).Name;

    /// <summary>Null for a name that is none.</summary>
    public static AnswerForm? Find(string name) => names.Where(entry => entry.Name == name).Select(entry => (AnswerForm?)entry.Form).FirstOrDefault();

    /// <summary>What goes into <c>response_format</c>; null for the other forms.</summary>
    internal static ResponseFormat? FormatOf(AnswerForm form, JsonElement schema) =>
        form == AnswerForm.ResponseFormat ? new ResponseFormat.JsonSchema(SchemaName, schema, Strict: true) : null;

    /// <summary>The server's own body field; null for the forms without one.</summary>
    internal static (string Name, JsonElement Value)? FieldOf(AnswerForm form, JsonElement schema) => form switch
    {
        AnswerForm.StructuredOutputs => (NameOf(form), JsonSerializer.SerializeToElement(new Dictionary<string, JsonElement> { ["json"] = schema })),
        AnswerForm.GuidedJson or AnswerForm.JsonSchema => (NameOf(form), schema),
        _ => null,
    };

    /// <summary>What the system message says of the schema when nothing else does; null for the other forms.</summary>
    internal static string? WordsOf(AnswerForm form, JsonElement schema) =>
        form == AnswerForm.Prompt ? $"Answer with one JSON value that is valid under the following JSON Schema, and with nothing else.\n{CompactJson.Of(schema)}" : null;
}
