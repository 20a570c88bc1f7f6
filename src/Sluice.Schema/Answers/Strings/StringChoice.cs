using Sluice.Schema.Answers.Running;
using Sluice.Schema.Answers.Shapes;
using Sluice.Schema.Answers.Strings.Languages;
using Sluice.Schema.Grounding;
using Sluice.Schema.Loading;

namespace Sluice.Schema.Answers.Strings;

/// <summary>What one string alternative allows, character by character. The text written so far is asked for only where values must be avoided.</summary>
internal static class StringChoice
{
    /// <summary>Whether any string fits, in the text at hand.</summary>
    public static bool CanBeFilled(StringAlternative choice, Feasibility feasibility)
    {
        var frame = new Frame { Alternative = choice, Avoid = choice.Except };
        return TryBegin(ref frame, feasibility);
    }

    public static bool TryBegin(ref Frame frame, Feasibility feasibility)
    {
        var choice = (StringAlternative)frame.Alternative;
        (frame.State, frame.From, frame.To) = (choice.Language?.Language.Start ?? 0, 0, choice.Members?.Count ?? 0);
        return CanComplete(frame, choice, feasibility, "");
    }

    /// <param name="text">The string so far, this character included; asked for only when there are values to avoid.</param>
    public static bool TryStep(ref Frame frame, int character, Feasibility feasibility, Func<string> text)
    {
        var choice = (StringAlternative)frame.Alternative;
        return TryAdvance(ref frame, choice, character, feasibility) && (choice.IsFree || CanComplete(frame, choice, feasibility, frame.Avoid is null ? "" : text()));
    }

    /// <summary>Whether some character of one of the ranges may come next.</summary>
    /// <param name="text">The string so far; asked for only when there are values to avoid.</param>
    public static bool MayStep(in Frame frame, ReadOnlySpan<(int Low, int High)> ranges, Feasibility feasibility, Func<string> text)
    {
        foreach (var (low, high) in ranges)
        {
            if (MayStep(frame, low, high, feasibility, text))
                return true;
        }

        return false;
    }

    static bool MayStep(in Frame frame, int low, int high, Feasibility feasibility, Func<string> text)
    {
        var choice = (StringAlternative)frame.Alternative;
        if (choice.IsFree)
            return true;
        var before = frame.Avoid is null ? "" : text();
        if (choice.Members is { } members)
        {
            var (from, to) = members.Narrow(frame.From, frame.To, frame.Count, low, high);
            return HasMember(choice, from, to, frame, feasibility);
        }

        if (choice.Verbatim is { } rule && feasibility.Source is not null)
            return MayFollow(frame, choice, feasibility.IndexFor(rule), low, high, feasibility, before);
        if (choice.Language is { } language)
            return MayFollow(frame, language, low, high, before);
        if (frame.Count + 1 < choice.MaxLength || frame.Avoid is null)
            return frame.Count < choice.MaxLength;
        for (var character = low; character <= high && frame.Count < choice.MaxLength; character++)
        {
            if (!frame.Avoid.Contains(before + char.ConvertFromUtf32(character)))
                return true;
        }

        return false;
    }

    public static bool CanEnd(in Frame frame, Feasibility feasibility, Func<string> text)
    {
        var choice = (StringAlternative)frame.Alternative;
        if (frame.Count < choice.MinLength || frame.Avoid is { } avoid && avoid.Contains(text()))
            return false;
        if (choice.Members is { } members)
            return members.Whole(frame.From, frame.To, frame.Count) is >= 0 and var whole && HasMember(choice, whole, whole + 1, frame, feasibility);
        if (choice.Language is { } language && !language.CanEnd(frame.State, frame.Count))
            return false;
        if (choice.Verbatim is not { } rule || feasibility.Source is null)
            return true;
        var index = feasibility.IndexFor(rule);
        if (!index.CanClose(frame.Walk))
            return false;
        if (frame.Place.Used is not { } used)
            return true;
        var start = index.AnyStart(frame.Walk);
        return !used.IsWithin(start, start + frame.Walk.Symbols) && !used.IsPast(start, start + frame.Walk.Symbols);
    }

    /// <summary>Strings that fit, each once; endless where there are more than anybody could use.</summary>
    public static IEnumerable<string> Values(StringAlternative choice, Feasibility feasibility)
    {
        if (choice.Members is { } members)
            return Enumerable.Range(0, members.Count).Where(index => IsInText(choice, members[index], feasibility)).Select(index => members[index]);
        if (choice.Verbatim is { } rule && feasibility.Source is not null)
            return feasibility.IndexFor(rule).Endings(default).Where(text => Fits(choice, text) && HasFewWords(rule, text, feasibility));
        return choice.Language is { } language ? language.EndingsFrom(language.Language.Start, 0) : FreeStrings.OfLengths(choice.MinLength, choice.MaxLength);
    }

    static bool Fits(StringAlternative choice, string text) =>
        text.EnumerateRunes().Count() is var length && length >= choice.MinLength && length <= choice.MaxLength;

    static bool HasFewWords(VerbatimRule rule, string text, Feasibility feasibility) =>
        rule.MaxWords is null || feasibility.Source!.TryLocate(text, rule, "", [], out _);

    static bool TryAdvance(ref Frame frame, StringAlternative choice, int character, Feasibility feasibility)
    {
        if (frame.Count >= choice.MaxLength)
            return false;
        if (choice.Members is { } members)
            (frame.From, frame.To) = members.Narrow(frame.From, frame.To, frame.Count, character, character);
        else if (choice.Verbatim is { } rule && feasibility.Source is not null)
        {
            var isSpace = FoldedText.IsSpace(character);
            frame.Spaces = isSpace ? frame.Spaces + 1 : 0;
            if (frame.Spaces > MaxSpaces(feasibility) || isSpace && !feasibility.IsSpaceAllowed(character) || !feasibility.IndexFor(rule).TryStep(ref frame.Walk, character))
                return false;
        }
        else if (choice.Language is { } language)
        {
            frame.State = language.Language.Step(frame.State, character);
        }

        frame.Count++;
        return true;
    }

    static bool CanComplete(in Frame frame, StringAlternative choice, Feasibility feasibility, string text)
    {
        if (choice.Members is not null)
            return HasMember(choice, frame.From, frame.To, frame, feasibility);
        if (choice.Verbatim is { } rule && feasibility.Source is not null)
        {
            var limits = new SpanLimits(choice.MinLength, choice.MaxLength, MaxSpaces(feasibility), frame.Place.Used, rule.MaxWords ?? int.MaxValue);
            var slack = frame.Spaces == 0 ? 0 : limits.MaxSpaces - frame.Spaces;
            return feasibility.IndexFor(rule).Reaches(frame.Walk, frame.Count, slack, limits)
                && (frame.Avoid is not { } avoid || frame.Place.Used is not null || HasOtherEnding(feasibility.IndexFor(rule), frame, choice, avoid, text, feasibility));
        }

        if (choice.Language is { } language)
            return language.IsAlive(frame.State, frame.Count) && (frame.Avoid is null || HasOtherEnding(language, frame.State, frame.Count, frame.Avoid, text));
        return frame.Count < choice.MaxLength || frame.Avoid?.Contains(text) != true;
    }

    /// <summary>Whether a member of a part of the set is neither to be avoided nor missing in the text.</summary>
    static bool HasMember(StringAlternative choice, int from, int to, in Frame frame, Feasibility feasibility)
    {
        for (var index = from; index < to; index++)
        {
            if (frame.Avoid?.Contains(choice.Members![index]) != true && IsInText(choice, choice.Members![index], feasibility))
                return true;
        }

        return false;
    }

    static bool IsInText(StringAlternative choice, string text, Feasibility feasibility) =>
        choice.Verbatim is not { } rule || feasibility.Source is not { } source || source.TryLocate(text, rule, "", [], out _);

    static bool MayFollow(in Frame frame, StringAlternative choice, SpanIndex index, int low, int high, Feasibility feasibility, string before)
    {
        var symbols = new List<int>();
        index.AddNext(frame.Walk, symbols);
        if (frame.Walk is { Symbols: > 0, Last: FoldedText.Space })
            symbols.Add(FoldedText.Space);
        Span<int> single = stackalloc int[1];
        foreach (var symbol in symbols)
        {
            foreach (var character in symbol == FoldedText.Space ? FreeStrings.Spaces : index.VariantsOf(symbol, single))
            {
                var copy = frame;
                if (character >= low && character <= high && TryAdvance(ref copy, choice, character, feasibility)
                    && CanComplete(copy, choice, feasibility, before + char.ConvertFromUtf32(character)))
                    return true;
            }
        }

        return false;
    }

    /// <summary>Whether the string can end in a way that is not to be avoided, when some of those begin like it.</summary>
    static bool HasOtherEnding(SpanIndex index, in Frame frame, StringAlternative choice, SeenValues avoid, string text, Feasibility feasibility)
    {
        if (!avoid.Any(value => value.Text?.StartsWith(text, StringComparison.Ordinal) == true))
            return true;
        var length = frame.Count;
        return index.Endings(frame.Walk).Any(ending =>
            length + ending.EnumerateRunes().Count() is var whole && whole >= choice.MinLength && whole <= choice.MaxLength
            && !avoid.Contains(text + ending) && HasFewWords(choice.Verbatim!, text + ending, feasibility));
    }

    static bool MayFollow(in Frame frame, BoundedLanguage language, int low, int high, string before)
    {
        if (frame.Avoid is not { } avoid)
            return language.MayStep(frame.State, frame.Count, low, high);
        foreach (var (first, last, state) in language.Ways(frame.State, frame.Count, low, high))
        {
            for (var character = first; character <= last; character++)
            {
                if (HasOtherEnding(language, state, frame.Count + 1, avoid, before + char.ConvertFromUtf32(character)))
                    return true;
            }
        }

        return false;
    }

    static bool HasOtherEnding(BoundedLanguage language, int state, int length, SeenValues avoid, string text) =>
        !avoid.Any(value => value.Text?.StartsWith(text, StringComparison.Ordinal) == true)
        || language.EndingsFrom(state, length).Any(ending => !avoid.Contains(text + ending));

    static int MaxSpaces(Feasibility feasibility) => Math.Max(1, feasibility.Options.MaxWhitespace);
}
