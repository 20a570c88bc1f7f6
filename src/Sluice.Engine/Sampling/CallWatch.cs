using System.Runtime.InteropServices;
using System.Text;
using System.Text.RegularExpressions;
using Sluice.Schema.Answers;

namespace Sluice.Engine.Sampling;

/// <summary>Watches a free answer for the beginning of a call's JSON; from there on the call's machine decides what may be written, until the JSON is whole.</summary>
internal sealed class CallWatch(CallRules rules)
{
    const byte CallEnded = 1;   // for patterns of what comes right after a call
    const int MostRecent = 512; // bytes; markers and names before a call are shorter

    readonly List<byte> recent = []; // since the answer's beginning or the last call

    /// <summary>Of the call being written; null between calls.</summary>
    public AnswerMachine? Machine { get; private set; }

    /// <summary>Sees what a token wrote.</summary>
    public void See(ReadOnlySpan<byte> written)
    {
        if (Machine is not null)
        {
            if (Machine.IsComplete)
                End();
            return;
        }
        recent.AddRange(written);
        if (recent.Count > MostRecent)
            Forget(recent.Count - MostRecent);
        var text = Encoding.UTF8.GetString(CollectionsMarshal.AsSpan(recent));
        foreach (var (pattern, form) in rules.Patterns)
        {
            if (pattern.Match(text) is { Success: true } match && rules.Start(form, NameIn(match)) is { HasAnswer: true } machine && machine.TryAppend(JsonIn(match, text)))
            {
                Machine = machine;
                if (machine.IsComplete)
                    End();
                return;
            }
        }
    }

    void End()
    {
        Machine = null;
        recent.Clear();
        recent.Add(CallEnded);
    }

    static string? NameIn(Match match) => match.Groups["name"] is { Success: true } name ? name.Value : null;

    // A token may write the marker and the beginning of the call at once.
    ReadOnlySpan<byte> JsonIn(Match match, string text) =>
        match.Groups["json"] is { Success: true } json ? CollectionsMarshal.AsSpan(recent)[Encoding.UTF8.GetByteCount(text.AsSpan(0, json.Index))..] : [];

    // Whole characters, so that places in the text are places in the bytes.
    void Forget(int count)
    {
        while (count < recent.Count && (recent[count] & 0xC0) == 0x80)
            count++;
        recent.RemoveRange(0, count);
        recent.Insert(0, (byte)'.'); // what matches at the beginning of an answer must not do so later
    }
}
