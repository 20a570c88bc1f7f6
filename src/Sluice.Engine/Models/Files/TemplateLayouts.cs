namespace Sluice.Engine.Models.Files;

/// <summary>Knows the layout of a chat template by the texts that begin its turns.</summary>
internal static class TemplateLayouts
{
    // (name, a text that only this layout has); the first one found counts
    static readonly (string Name, string Mark)[] Marks =
    [
        ("harmony", "<|channel|>"),
        ("llama3", "<|start_header_id|>"),
        ("llama4", "<|header_start|>"),
        ("gemma4", "<|turn>"),
        ("gemma", "<start_of_turn>"),
        ("command-r", "<|START_OF_TURN_TOKEN|>"),
        ("granite", "<|start_of_role|>"),
        ("kimi", "<|im_middle|>"),
        ("deepseek", "<｜User｜>"),
        ("glm", "[gMASK]"),
        ("exaone", "[|user|]"),
        ("phi4", "<|im_sep|>"),
        ("chatml", "<|im_start|>"),
        ("phi3", "<|end|>"),
        ("mistral", "[INST]"),
        ("zephyr", "<|user|>"),
        ("vicuna", "USER:"),
    ];

    /// <summary>Null for a layout that this table does not know.</summary>
    public static string? Of(string template)
    {
        foreach (var (name, mark) in Marks)
        {
            if (template.Contains(mark, StringComparison.Ordinal))
                return name;
        }
        return null;
    }
}
