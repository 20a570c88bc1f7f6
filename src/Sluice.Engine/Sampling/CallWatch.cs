using Sluice.Schema.Answers;

namespace Sluice.Engine.Sampling;

/// <summary>Watches a free answer for the marker of a call; from there on the call's machine decides what may be written, until the call is whole.</summary>
internal sealed class CallWatch(CallRules rules)
{
    readonly List<byte> recent = []; // what may be the beginning of the marker

    /// <summary>Of the call being written; null between calls.</summary>
    public AnswerMachine? Machine { get; private set; }

    /// <summary>Sees what a token wrote.</summary>
    public void See(ReadOnlySpan<byte> written)
    {
        if (Machine is not null)
        {
            if (Machine.IsComplete)
                Machine = null;
            return;
        }
        recent.AddRange(written);
        var text = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(recent);
        var at = text.IndexOf(rules.Opening.Span);
        if (at >= 0)
        {
            Begin(text[(at + rules.Opening.Length)..].TrimStart(" \t\r\n"u8));
            recent.Clear();
        }
        else if (recent.Count >= rules.Opening.Length)
        {
            recent.RemoveRange(0, recent.Count - rules.Opening.Length + 1);
        }
    }

    // A token may write the marker and the beginning of the call at once.
    void Begin(ReadOnlySpan<byte> begun)
    {
        var machine = rules.Start();
        if (machine.HasAnswer && machine.TryAppend(begun))
            Machine = machine;
    }
}
