using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Sluice.Tests.Cli.Chatting;

/// <summary>A terminal's screen that understands the escape codes we write, and keeps every row that scrolled away.</summary>
internal sealed partial class FakeScreen : StringWriter
{
    private readonly List<StringBuilder> rows = [new()];
    private int row, column;

    /// <summary>What people see, with what scrolled away above it.</summary>
    public string Seen => string.Join('\n', rows.Select(each => each.ToString().TrimEnd())).TrimEnd('\n');

    public (int Row, int Column) Cursor => (row, column);

    public override void Write(char value) => Write(value.ToString());

    public override void WriteLine(string? value) => Write(value + "\n");

    public override void Write(string? value)
    {
        string text = value ?? "";
        for (int i = 0; i < text.Length; i++)
        {
            if (text[i] == '\u001b')
            {
                Match code = Code.Match(text, i);
                Assert.True(code.Success, $"unknown escape code in '{text[i..]}'");
                Obey(code.Groups[2].Value[0], code.Groups[1].Value);
                i += code.Length - 1;
            }
            else if (text[i] == '\n') (row, column) = (row + 1, 0);
            else if (text[i] == '\r') column = 0;
            else Put(text[i]);
            while (rows.Count <= row) rows.Add(new());
        }
    }

    private void Obey(char code, string number)
    {
        int count = int.TryParse(number, CultureInfo.InvariantCulture, out int given) ? given : 1;
        switch (code)
        {
            case 'A': row -= count; Assert.True(row >= 0, "the cursor left the screen"); break;
            case 'C': column += count; break;
            case 'K': Cut(rows[row]); break;
            case 'J': Cut(rows[row]); rows.RemoveRange(row + 1, rows.Count - row - 1); break;
            case 'm': break;
            default: Assert.Fail($"unknown escape code {code}"); break;
        }
    }

    private void Cut(StringBuilder line)
    {
        if (line.Length > column) line.Length = column;
    }

    private void Put(char letter)
    {
        StringBuilder line = rows[row];
        if (line.Length <= column) line.Append(' ', column - line.Length + 1);
        line[column++] = letter;
    }

    [GeneratedRegex(@"\G\x1b\[([0-9;]*)([A-Za-z])", RegexOptions.CultureInvariant)]
    private static partial Regex Code { get; }
}
