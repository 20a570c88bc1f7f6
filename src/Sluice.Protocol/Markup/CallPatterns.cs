using System.Text.RegularExpressions;

namespace Sluice.Protocol.Markup;

/// <summary>The <see cref="CallPattern"/>s of the families. All end at the end of the text, and none needs more than its last few hundred characters. Where a call has just ended, U+0001 stands for it.</summary>
internal static partial class CallPatterns
{
    public static readonly IReadOnlyList<CallPattern> Tagged = [new(AfterTag(), CallForm.Object), new(AfterCall(), CallForm.Object)];

    public static readonly IReadOnlyList<CallPattern> Llama3 = [new(AfterPythonTag(), CallForm.Object), new(ArrayAfterPythonTag(), CallForm.Array), new(BareObject(), CallForm.Object), new(ObjectInLine(), CallForm.Object), new(AfterCall(), CallForm.Object)];

    public static readonly IReadOnlyList<CallPattern> Mistral =
        [new(ArrayAfterToolCalls(), CallForm.Array), new(ObjectAfterToolCalls(), CallForm.Object), new(AfterArgs(), CallForm.Arguments), new(AfterToolCallsAndName(), CallForm.Arguments)];

    public static readonly IReadOnlyList<CallPattern> DeepSeek = [new(InFence(), CallForm.Arguments), new(AfterSeparator(), CallForm.Arguments)];

    public static readonly IReadOnlyList<CallPattern> Harmony = [new(AfterRecipient(), CallForm.Arguments)];

    [GeneratedRegex(@"<tool_call>\s*(?<json>\{.*)?$", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex AfterTag();

    // After the tag other things than JSON may come too: code for an interpreter.
    [GeneratedRegex(@"<\|python_tag\|>\s*(?<json>\{.*)$", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex AfterPythonTag();

    [GeneratedRegex(@"<\|python_tag\|>\s*(?<json>\[.*)$", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex ArrayAfterPythonTag();

    // Several calls may stand in one section.
    [GeneratedRegex(@"^\u0001[\s;,]*(?<json>\{.*)$", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex AfterCall();

    // An answer may be JSON that is no call, so the key has to be there.
    [GeneratedRegex(@"^\s*(?<json>\{\s*""name""\s*:.*)$", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex BareObject();

    // A later line more so: there the name has to be one that was offered, which the machine tells.
    [GeneratedRegex(@"\n[ \t\r]*(?<json>\{\s*""name""\s*:\s*""[^""]*"".*)$", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex ObjectInLine();

    [GeneratedRegex(@"\[TOOL_CALLS\]\s*(?<json>\[(?!ARGS|CALL_ID).*)$", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex ArrayAfterToolCalls();

    [GeneratedRegex(@"\[TOOL_CALLS\]\s*(?<json>\{.*)$", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex ObjectAfterToolCalls();

    [GeneratedRegex(@"\[TOOL_CALLS\]\s*(?<name>[^\[\]{}\s]+)\s*(\[CALL_ID\][^\[\]{}]*)?\[ARGS\]\s*(?<json>\{.*)?$", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex AfterArgs();

    [GeneratedRegex(@"\[TOOL_CALLS\]\s*(?<name>[^\[\]{}\s]+)\s*(?<json>\{.*)$", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex AfterToolCallsAndName();

    [GeneratedRegex(@"<｜tool▁call▁begin｜>\s*function\s*<｜tool▁sep｜>\s*(?<name>[^<>\s]+)\s*```json\s*(?<json>\{.*)?$", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex InFence();

    // The older form has the word "function" in this place.
    [GeneratedRegex(@"<｜tool▁call▁begin｜>\s*(?!function\s*<)(?<name>[^<>\s]+)\s*<｜tool▁sep｜>\s*(?<json>\{.*)?$", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex AfterSeparator();

    // The recipient stands behind the role or behind the channel.
    [GeneratedRegex(@"(?<=^|[\s>])to=(functions\.)?(?<name>[^<\s]+)((?!<\|(message|end|start|call|return)\|>).)*<\|message\|>\s*(?<json>\{.*)?$", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex AfterRecipient();
}
