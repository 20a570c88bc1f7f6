using System.Collections.ObjectModel;
using System.Text.Json;

namespace Sluice.Templates;

/// <summary>What a chat template is rendered with.</summary>
public sealed record ChatTemplateInput
{
    /// <summary>The array of messages, as the request has it.</summary>
    public required JsonElement Messages { get; init; }

    /// <summary>The array of tools; null for none.</summary>
    public JsonElement? Tools { get; init; }

    /// <summary>The array of documents; null for none.</summary>
    public JsonElement? Documents { get; init; }

    /// <summary>Whether the prompt ends where the model's next turn begins.</summary>
    public bool AddGenerationPrompt { get; init; }

    /// <summary>Tools and documents that are null: false passes them as null, as Python's library does, so that <c>tools is defined</c>
    /// holds; true leaves the variables out, as llama.cpp does.</summary>
    public bool LeaveOutAbsent { get; init; }

    /// <summary>Further variables, as <c>bos_token</c> and <c>chat_template_kwargs</c>; they win over those above.</summary>
    public IReadOnlyDictionary<string, JsonElement> Variables { get; init; } = ReadOnlyDictionary<string, JsonElement>.Empty;
}
