using System.Text.Json;
using Sluice.Cli.Terminals;
using Sluice.Cli.Viewing;

namespace Sluice.Cli.Downloads;

/// <summary>Tells how a download goes: a line redrawn in place on a screen, a line every while in a file, JSON lines for programs.</summary>
internal sealed class PullView(Terminal terminal, bool asJson)
{
    private static readonly TimeSpan OnScreen = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan InLines = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan InJson = TimeSpan.FromSeconds(2);

    private TransferMeter meter = new(terminal.Time);
    private string name = "";
    private long? whole;
    private long shownAt;
    private bool drawn;

    private bool Redraws => terminal.IsScreen && !asJson;

    public void Begins(string file, long have, long? bytes)
    {
        (name, whole, meter) = (file, bytes, new TransferMeter(terminal.Time));
        meter.Add(have);
        shownAt = terminal.Time.GetTimestamp();
        if (asJson) Json("download-started", json => Size(json, have));
        else if (!Redraws) terminal.Error.WriteLine($"{name}: {(whole is { } all ? Amounts.Bytes(all) : "size not known")}{(have > 0 ? $", {Amounts.Bytes(have)} here" : "")}");
    }

    public void Progress(long have)
    {
        meter.Add(have);
        if (terminal.Time.GetElapsedTime(shownAt) < (asJson ? InJson : Redraws ? OnScreen : InLines)) return;
        shownAt = terminal.Time.GetTimestamp();
        if (asJson) Json("progress", json => Size(json, have));
        else if (Redraws) Draw(Line(have));
        else terminal.Error.WriteLine(Line(have));
    }

    public void Notice(string sentence)
    {
        Erase();
        if (asJson) Json("notice", json => json.WriteString("text", sentence));
        else terminal.Error.WriteLine($"  {sentence}");
    }

    /// <param name="proved">Whether the hash is the one that was expected; else nobody said what it should be.</param>
    public void Came(string file, string hash, bool proved)
    {
        Erase();
        name = file;
        if (asJson) Json("file-finished", json => { json.WriteString("sha256", hash); json.WriteBoolean("checked", proved); });
        else terminal.Error.WriteLine(proved ? $"{file}: SHA-256 as expected" : $"{file}: SHA-256 {hash}, which nothing was there to compare with");
    }

    public void Finished(string model, string path, bool wasHere)
    {
        Erase();
        if (asJson) Json("pulled", json => { json.WriteString("name", model); json.WriteString("path", path); json.WriteBoolean("was_here", wasHere); });
    }

    /// <summary>Takes the redrawn line away, so that what follows stands alone.</summary>
    public void Erase()
    {
        if (drawn) terminal.Error.Write("\r\u001b[K");
        drawn = false;
    }

    private string Line(long have)
    {
        string done = whole is { } all ? $"{Amounts.Bytes(have)} of {Amounts.Bytes(all)}, {Figures.Percent(have, all)}" : Amounts.Bytes(have);
        string speed = meter.Rate is { } rate ? $", {Amounts.Bytes(rate)}/s" : "";
        return $"{name}: {done}{speed}{(Remaining(have) is { } left ? $", {Figures.Clock(left)} to go" : "")}";
    }

    private TimeSpan? Remaining(long have) =>
        whole is { } all && meter.Rate is > 0 and var rate && (all - have) / rate < TimeSpan.FromDays(99).TotalSeconds ? TimeSpan.FromSeconds((all - have) / rate) : null;

    private void Draw(string line)
    {
        terminal.Error.Write($"\r{(line.Length < terminal.Width ? line : line[..(terminal.Width - 1)])}\u001b[K");
        drawn = true;
    }

    private void Size(Utf8JsonWriter json, long have)
    {
        json.WriteNumber("bytes", have);
        if (whole is { } all) json.WriteNumber("total_bytes", all);
        else json.WriteNull("total_bytes");
        if (meter.Rate is { } rate) json.WriteNumber("bytes_per_second", Math.Round(rate));
        else json.WriteNull("bytes_per_second");
        if (Remaining(have) is { } left) json.WriteNumber("remaining_seconds", Math.Round(left.TotalSeconds, 1));
        else json.WriteNull("remaining_seconds");
    }

    private void Json(string name, Action<Utf8JsonWriter> fields) => terminal.Out.WriteLine(Schemas.JsonLine.Of(json =>
    {
        json.WriteString("event", name);
        json.WriteString("file", this.name);
        fields(json);
    }));
}
