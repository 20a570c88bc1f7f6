using System.Text.RegularExpressions;

namespace Sluice.Protocol.Markup;

/// <summary>The <see cref="CallShape"/>s of the families.</summary>
internal static partial class CallShapes
{
    const string Separator = "<｜tool▁sep｜>";

    /// <summary><c>{"name": …, "arguments": {…}}</c>, one or several, in an array or with semicolons or nothing between; Llama says "parameters".</summary>
    public static CallShape Objects { get; } = new ObjectShape();

    /// <summary>Mistral: objects, or a name with its arguments after <c>[ARGS]</c>, older versions with a <c>[CALL_ID]</c> between.</summary>
    public static CallShape Mistral { get; } = new MistralShape();

    /// <summary>DeepSeek: <c>function&lt;｜tool▁sep｜&gt;NAME</c> and the arguments fenced as a block of JSON; from V3.1 on <c>NAME&lt;｜tool▁sep｜&gt;{…}</c>.</summary>
    public static CallShape DeepSeek { get; } = new DeepSeekShape();

    sealed class ObjectShape : CallShape
    {
        public override string Between => ";,";

        public override bool Repeats => true;

        public override int FindJson(string text)
        {
            var first = text.Length - text.AsSpan().TrimStart().Length;
            return first == text.Length ? NotYet : text[first] is '{' or '[' ? first : Never;
        }

        public override IReadOnlyList<WrittenCall>? Read(string before, string json) => CallJson.Objects(json);
    }

    sealed partial class MistralShape : CallShape
    {
        public override int FindJson(string text)
        {
            if (Array().Match(text) is { Success: true } array)
                return array.Length - 1;
            if (Named().Match(text) is { Success: true } named)
                return named.Length - 1;
            return Beginning().IsMatch(text) ? NotYet : Never;
        }

        public override IReadOnlyList<WrittenCall>? Read(string before, string json) =>
            string.IsNullOrWhiteSpace(before) ? CallJson.Objects(json) : CallJson.Named(Name().Match(before).Value, json);

        [GeneratedRegex(@"^\s*(\{|\[(?=[\s\[\]{""]))", RegexOptions.CultureInvariant)]
        private static partial Regex Array();

        [GeneratedRegex(@"^\s*[^\s\[\]{}""]+\s*(\[CALL_ID\]\s*[^\s\[\]{}]*\s*)?(\[ARGS\]\s*)?\{", RegexOptions.CultureInvariant)]
        private static partial Regex Named();

        // What may still become one of both.
        [GeneratedRegex(@"^\s*(\[|[^\s\[\]{}""]+\s*(\[[A-Z_]*|\[CALL_ID\]\s*[^\s\[\]{}]*\s*(\[[A-Z]*|\[ARGS\]\s*)?|\[ARGS\]\s*)?)?$", RegexOptions.CultureInvariant)]
        private static partial Regex Beginning();

        [GeneratedRegex(@"[^\s\[\]{}]+", RegexOptions.CultureInvariant)]
        private static partial Regex Name();
    }

    sealed class DeepSeekShape : CallShape
    {
        const string Fence = "```json";

        public override string Between => "`";

        public override int FindJson(string text)
        {
            var separator = text.IndexOf(Separator, StringComparison.Ordinal);
            var open = separator < 0 ? -1 : text.IndexOf('{', separator);
            return open < 0 ? NotYet : open;
        }

        public override IReadOnlyList<WrittenCall>? Read(string before, string json)
        {
            var (kind, call) = before.Split(Separator, 2) is [var left, var right] ? (left, right) : (before, "");
            var fenced = call.IndexOf(Fence, StringComparison.Ordinal);
            return CallJson.Named(fenced < 0 ? kind : call[..fenced], json);
        }
    }
}
