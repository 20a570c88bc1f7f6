using System.Globalization;
using Sluice.Cli.Terminals;
using Spectre.Console.Rendering;

namespace Sluice.Cli.Chatting;

/// <summary>Reads a text of one or more lines from a keyboard, with the keys that shells have.</summary>
internal sealed class LineEditor(Keyboard keys, TextWriter output, InputHistory history, int width)
{
    private const string Prompt = "> ", Continued = "  ";

    private readonly List<string> letters = []; // text elements, so that an emoji is one step
    private int at;
    private int rowOfCursor;
    private int place; // in the history; its length is the text being typed
    private string typed = "";

    /// <returns>The text; null at the end of input (Ctrl-D on an empty line).</returns>
    public string? Read()
    {
        letters.Clear();
        (at, rowOfCursor, place, typed) = (0, 0, history.Texts.Count, "");
        output.Write(Prompt);
        while (true)
        {
            ConsoleKeyInfo? key = keys.Read();
            switch (key is { } pressed ? Take(pressed) : Outcome.End)
            {
                case Outcome.Done: return Finish(Text);
                case Outcome.End: return Finish(null);
                case Outcome.Cleared: Finish(null); output.Write(Prompt); break;
            }
        }
    }

    private enum Outcome { Going, Done, End, Cleared }

    private string Text => string.Concat(letters);

    private Outcome Take(ConsoleKeyInfo key)
    {
        bool control = key.Modifiers.HasFlag(ConsoleModifiers.Control), alt = key.Modifiers.HasFlag(ConsoleModifiers.Alt);
        switch (key.Key)
        {
            case ConsoleKey.Enter when alt || key.Modifiers.HasFlag(ConsoleModifiers.Shift) || keys.MoreIsComing: Insert("\n"); break; // pasted lines stay one text
            case ConsoleKey.J when control: Insert("\n"); break;
            case ConsoleKey.Enter when at > 0 && at == letters.Count && letters[^1] == "\\": letters[^1] = "\n"; break;
            case ConsoleKey.Enter: return Outcome.Done;
            case ConsoleKey.D when control && letters.Count == 0: return Outcome.End;
            case ConsoleKey.C when control && letters.Count == 0: return Outcome.End;
            case ConsoleKey.C when control: letters.Clear(); at = 0; return Outcome.Cleared;
            case ConsoleKey.LeftArrow: at = control || alt ? WordBefore() : Math.Max(0, at - 1); break;
            case ConsoleKey.RightArrow: at = control || alt ? WordAfter() : Math.Min(letters.Count, at + 1); break;
            case ConsoleKey.Home: case ConsoleKey.A when control: at = LineStart(at); break;
            case ConsoleKey.End: case ConsoleKey.E when control: at = LineEnd(at); break;
            case ConsoleKey.UpArrow: if (LineStart(at) > 0) at = Above(); else Browse(-1); break;
            case ConsoleKey.DownArrow: if (LineEnd(at) < letters.Count) at = Below(); else Browse(1); break;
            case ConsoleKey.P when control: Browse(-1); break;
            case ConsoleKey.N when control: Browse(1); break;
            case ConsoleKey.W when control: case ConsoleKey.Backspace when control || alt: Cut(WordBefore(), at); break;
            case ConsoleKey.Backspace: case ConsoleKey.H when control: Cut(Math.Max(0, at - 1), at); break;
            case ConsoleKey.Delete: case ConsoleKey.D when control: Cut(at, Math.Min(letters.Count, at + 1)); break;
            case ConsoleKey.U when control: Cut(LineStart(at), at); break;
            case ConsoleKey.K when control: Cut(at, LineEnd(at)); break;
            case ConsoleKey.L when control: output.Write("\u001b[2J\u001b[H"); rowOfCursor = 0; break;
            default: if (key.KeyChar is '\t') Insert("    "); else if (!char.IsControl(key.KeyChar)) Insert(key.KeyChar.ToString()); break;
        }
        if (!keys.MoreIsComing) Draw();
        return Outcome.Going;
    }

    private void Insert(string text)
    {
        // A letter of two chars, or one that joins the letter before it, comes as several keys.
        string before = at > 0 ? letters[at - 1] : "";
        if (before is not ("" or "\n") && text != "\n" && StringInfo.GetNextTextElementLength(before + text) == before.Length + text.Length) letters[at - 1] = before + text;
        else letters.Insert(at++, text);
    }

    private void Cut(int from, int to)
    {
        letters.RemoveRange(from, to - from);
        at = from;
    }

    private void Browse(int by)
    {
        int next = place + by;
        if (next < 0 || next > history.Texts.Count) return;
        if (place == history.Texts.Count) typed = Text;
        place = next;
        letters.Clear();
        letters.AddRange(Elements(place == history.Texts.Count ? typed : history.Texts[place]));
        at = letters.Count;
    }

    private static IEnumerable<string> Elements(string text)
    {
        TextElementEnumerator each = StringInfo.GetTextElementEnumerator(text);
        while (each.MoveNext()) yield return each.GetTextElement();
    }

    private int LineStart(int from)
    {
        while (from > 0 && letters[from - 1] != "\n") from--;
        return from;
    }

    private int LineEnd(int from)
    {
        while (from < letters.Count && letters[from] != "\n") from++;
        return from;
    }

    private int Above()
    {
        int start = LineStart(at), before = LineStart(start - 1);
        return Math.Min(before + (at - start), start - 1);
    }

    private int Below()
    {
        int column = at - LineStart(at), next = LineEnd(at) + 1;
        return Math.Min(next + column, LineEnd(next));
    }

    private int WordBefore()
    {
        int to = at;
        while (to > 0 && string.IsNullOrWhiteSpace(letters[to - 1])) to--;
        while (to > 0 && !string.IsNullOrWhiteSpace(letters[to - 1])) to--;
        return to;
    }

    private int WordAfter()
    {
        int to = at;
        while (to < letters.Count && string.IsNullOrWhiteSpace(letters[to])) to++;
        while (to < letters.Count && !string.IsNullOrWhiteSpace(letters[to])) to++;
        return to;
    }

    /// <summary>Draws the text over what was drawn before, broken into rows by itself, and puts the cursor to its place.</summary>
    private void Draw()
    {
        List<string> rows = [Prompt];
        int column = Prompt.Length, cursorRow = 0, cursorColumn = column;
        for (int i = 0; i <= letters.Count; i++)
        {
            string letter = i < letters.Count ? letters[i] : "";
            int cells = letter is "" or "\n" ? 0 : Math.Max(0, new Segment(letter).CellCount());
            if (column + cells >= width) Break();
            if (i == at) (cursorRow, cursorColumn) = (rows.Count - 1, column);
            if (letter == "\n") Break();
            else rows[^1] += letter;
            column += cells;
        }
        output.Write($"{Up(rowOfCursor)}\r\u001b[J{string.Join('\n', rows)}{Up(rows.Count - 1 - cursorRow)}\r{(cursorColumn > 0 ? string.Create(CultureInfo.InvariantCulture, $"\u001b[{cursorColumn}C") : "")}");
        rowOfCursor = cursorRow;

        void Break()
        {
            rows.Add(Continued);
            column = Continued.Length;
        }
    }

    private static string Up(int rows) => rows > 0 ? string.Create(CultureInfo.InvariantCulture, $"\u001b[{rows}A") : "";

    /// <summary>Leaves the text as it stands and goes to the line after it.</summary>
    private string? Finish(string? text)
    {
        int before = at;
        at = letters.Count;
        Draw();
        at = before;
        output.Write("\n");
        rowOfCursor = 0;
        return text;
    }
}
