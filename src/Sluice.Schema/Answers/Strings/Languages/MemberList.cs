using System.Text;

namespace Sluice.Schema.Answers.Strings.Languages;

/// <summary>Lists the members of a language by length, without going where none is.</summary>
internal sealed class MemberList(Automaton automaton, RemainingMembers remaining)
{
    const string Preferred = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    /// <param name="least">Characters.</param>
    public IEnumerable<string> From(int state, int least, int most)
    {
        if (remaining.Count(state) == 0)
            yield break;
        // (length) -> the states that have a member of exactly this length ahead
        var reaching = new List<HashSet<int>> { Enumerable.Range(1, automaton.StateCount - 1).Where(remaining.IsMember).ToHashSet() };
        for (var length = 0; length <= Math.Min(most, remaining.Longest(state)); length++)
        {
            if (length == reaching.Count)
                reaching.Add(reaching[^1].SelectMany(remaining.Sources).ToHashSet());
            if (length < least || !reaching[length].Contains(state))
                continue;
            foreach (var member in OfLength(state, length, reaching))
                yield return member;
        }
    }

    /// <summary>Walks all ways of one length, with a stack of its own: members may be long.</summary>
    IEnumerable<string> OfLength(int state, int length, List<HashSet<int>> reaching)
    {
        var text = new StringBuilder();
        var ways = new Stack<(IEnumerator<int> Characters, int State, int TextLength)>();
        if (length == 0)
        {
            yield return "";
            yield break;
        }

        ways.Push((Characters(state, reaching[length - 1]).GetEnumerator(), state, 0));
        while (ways.TryPeek(out var way))
        {
            text.Length = way.TextLength;
            if (!way.Characters.MoveNext())
            {
                ways.Pop().Characters.Dispose();
                continue;
            }

            text.Append(char.ConvertFromUtf32(way.Characters.Current));
            if (ways.Count == length)
            {
                yield return text.ToString();
                continue;
            }

            var target = automaton.Step(way.State, way.Characters.Current);
            ways.Push((Characters(target, reaching[length - ways.Count - 1]).GetEnumerator(), target, text.Length));
        }
    }

    /// <summary>The characters with which a state goes on to one of the targets, letters and digits first.</summary>
    IEnumerable<int> Characters(int state, HashSet<int> targets)
    {
        foreach (var character in Preferred)
        {
            if (targets.Contains(automaton.Step(state, character)))
                yield return character;
        }

        var alphabet = automaton.Alphabet;
        for (var run = 0; run < alphabet.RunCount; run++)
        {
            if (alphabet.ClassOfRun(run) == Alphabet.Surrogates || !targets.Contains(automaton.StepByClass(state, alphabet.ClassOfRun(run))))
                continue;
            for (var character = alphabet.StartOf(run); character <= alphabet.EndOf(run); character++)
            {
                if (character > 'z' || !char.IsAsciiLetterOrDigit((char)character))
                    yield return character;
            }
        }
    }
}
