using System.Buffers;
using System.Net;
using System.Text;

namespace Sluice.Cli.Downloads;

/// <summary>Fetches one file into its part, going on after breaks; checks what came before it gets its final name.</summary>
/// <param name="free">(folder) → bytes that its disk has room for.</param>
internal sealed class Downloader(FileRequest requests, TimeProvider time, PullView view, Func<string, long> free)
{
    private const int BlockBytes = 1 << 17;
    private const int MostFruitlessTries = 5;

    /// <summary>A server that sends nothing for so long is asked anew.</summary>
    private static readonly TimeSpan Stall = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(1);

    private string? statedHash;
    private bool answered; // a server that never answered is not there, rather than away for a moment

    /// <returns>Null when the file is there, whole and under its name.</returns>
    public async Task<PullFailure?> FetchAsync(WantedFile file, string folder, CancellationToken ct)
    {
        string finalPath = Path.Combine(folder, file.Name);
        statedHash = null;
        try
        {
            using PartFile part = PartFile.Open(finalPath);
            return await FetchAsync(file, part, folder, ct);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return new PullFailure(finalPath, $"cannot be written: {problem.Message}", "a folder with room that can be written, and no other sluice that fetches the same file; what came is kept, the same command goes on");
        }
    }

    private async Task<PullFailure?> FetchAsync(WantedFile file, PartFile part, string folder, CancellationToken ct)
    {
        if (!MayGoOn(file, part)) part.BeginAnew();
        if (part.Length > 0)
        {
            await part.ReadEarlierAsync(_ => { }, ct);
            view.Notice($"going on with {Amounts.Bytes(part.Length)} that are here");
        }
        for (int fruitless = 0; ;)
        {
            long before = part.Length;
            PullFailure? failure = await TryAsync(file, part, folder, ct);
            if (failure is null) return Check(file, part);
            if (!failure.MayPass) return failure;

            fruitless = part.Length > before ? 0 : fruitless + 1;
            if (fruitless == MostFruitlessTries) return failure with { Allowed = "try again later: what came is kept, the same command goes on" };
            TimeSpan pause = FirstPause * (1 << fruitless);
            view.Notice($"{failure.What}; going on in {pause.TotalSeconds:0} s");
            await Task.Delay(pause, time, ct);
        }
    }

    /// <summary>A part is worth something when it is of the same file, and either the server or a hash can prove it.</summary>
    private static bool MayGoOn(WantedFile file, PartFile part) =>
        part.Length == 0 || (part.Notes is { } notes && notes.Url == PullUrl.Shown(file.Url) && (notes.Validator ?? file.Sha256) is not null);

    private async Task<PullFailure?> TryAsync(WantedFile file, PartFile part, string folder, CancellationToken ct)
    {
        string place = PullUrl.Shown(file.Url);
        try
        {
            using FileReply reply = await WithinStall(limit => requests.SendAsync(file.Url, part.Length, part.Notes?.Validator, limit), ct);
            statedHash = reply.StatedHash ?? statedHash;
            answered = true;
            if (reply.Response.StatusCode == HttpStatusCode.RequestedRangeNotSatisfiable && part.Length > 0)
            {
                if (reply.Bytes == part.Length) return null; // all was here already
                part.BeginAnew();
                return new PullFailure(place, "the server has not the file that the part here is of", MayPass: true);
            }
            if (HttpProblems.Of(reply, place) is { } refused) return refused;
            if (Begin(file, part, reply, folder, place) is { } unfit) return unfit;
            return await CopyAsync(reply, part, place, ct);
        }
        catch (Exception problem) when (problem is HttpRequestException or TimeoutException)
        {
            return new PullFailure(place, $"the connection failed ({(problem.InnerException ?? problem).Message})", "the address of a server that is running", MayPass: answered || problem is not HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError });
        }
    }

    private PullFailure? Begin(WantedFile file, PartFile part, FileReply reply, string folder, string place)
    {
        if (reply.From != part.Length || (part.Length > 0 && part.Notes?.Bytes is { } noted && reply.Bytes is { } now && noted != now))
        {
            bool whole = reply.From == 0;
            if (part.Length > 0) view.Notice(whole ? "the server sends the whole file again: it cannot go on in the middle, or has another version now" : "the server sends another piece than was asked for");
            part.BeginAnew();
            if (!whole) return new PullFailure(place, "the server sent another piece than was asked for", MayPass: true);
        }
        if (file.Bytes is { } listed && reply.Bytes is { } sent && listed != sent)
            return new PullFailure(place, $"the server's file has {Amounts.Exact(sent)}, the list says {Amounts.Exact(listed)}", "the file that the list was written for");
        long needed = (reply.Bytes ?? 0) - part.Length;
        if (needed > free(folder))
            return new PullFailure(folder, $"the disk has room for {Amounts.Bytes(free(folder))}, and {Amounts.Bytes(needed)} are to come", "more room, or another folder with --to");
        part.Note(reply.NotesOf(file.Url));
        view.Begins(file.Name, part.Length, reply.Bytes);
        return null;
    }

    private async Task<PullFailure?> CopyAsync(FileReply reply, PartFile part, string place, CancellationToken ct)
    {
        byte[] block = ArrayPool<byte>.Shared.Rent(BlockBytes);
        try
        {
            await using Stream body = await reply.Response.Content.ReadAsStreamAsync(ct);
            bool checkedKind = part.Length >= 4;
            for (int count; (count = await WithinStall(limit => ReadAsync(body, block, limit), ct)) > 0;)
            {
                await part.AppendAsync(block.AsMemory(0, count), ct);
                view.Progress(part.Length);
                if (checkedKind || part.Length < 4) continue;
                checkedKind = true;
                if (NotAModel(part, place) is { } foreign) return foreign;
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(block);
        }
        if (part.Length < 4 && NotAModel(part, place) is { } tiny) return tiny;
        return reply.Bytes is { } whole && part.Length < whole
            ? new PullFailure(place, $"the server broke off after {Amounts.Bytes(part.Length)}", MayPass: true)
            : null;
    }

    /// <summary>A connection that breaks is told apart from a disk that cannot be written.</summary>
    private static async Task<int> ReadAsync(Stream body, byte[] block, CancellationToken ct)
    {
        try
        {
            return await body.ReadAsync(block, ct);
        }
        catch (IOException broken)
        {
            throw new HttpRequestException(HttpRequestError.ResponseEnded, broken.Message, broken);
        }
    }

    private static PullFailure? NotAModel(PartFile part, string place)
    {
        byte[] beginning = part.Beginning(60);
        if (beginning.AsSpan().StartsWith("GGUF"u8)) return null;
        part.Drop();
        string text = new([.. Encoding.UTF8.GetString(beginning).Select(letter => char.IsControl(letter) ? ' ' : letter)]);
        return new PullFailure(place, $"what the server sends is no GGUF file: it begins with '{text.Trim()}'", "the address of the file itself, not of a page about it");
    }

    private PullFailure? Check(WantedFile file, PartFile part)
    {
        string came = part.Hash();
        (string? expected, string of) = file.Sha256 is { } listed ? (listed, "was asked for") : (statedHash, "the server states");
        if (expected is not null && came != expected)
        {
            part.Drop();
            return new PullFailure(PullUrl.Shown(file.Url), $"what came has the SHA-256 {came}, and {expected} {of}; nothing is kept", "the right file, or the hash that it has");
        }
        part.Finish();
        view.Came(file.Name, came, expected is not null);
        return null;
    }

    private async Task<T> WithinStall<T>(Func<CancellationToken, Task<T>> work, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(Stall, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            return await work(both.Token);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested && !ct.IsCancellationRequested)
        {
            throw new TimeoutException($"nothing came for {Stall.TotalSeconds:0} s");
        }
    }
}
