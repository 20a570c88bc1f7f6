using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Sluice.Testing.FileServer;

/// <summary>A server of files on a free loopback port that breaks off, forgets ranges, redirects and refuses as the test tells it to.</summary>
public sealed class ScriptedFileServer : IAsyncDisposable
{
    readonly WebApplication app;
    readonly List<FileRequestSeen> seen = [];
    readonly TaskCompletionSource held = new(TaskCreationOptions.RunContinuationsAsynchronously);

    ScriptedFileServer(WebApplication app) => this.app = app;

    public Uri Url { get; private set; } = null!;

    /// <summary>(path) → content.</summary>
    public Dictionary<string, byte[]> Files { get; } = [];

    /// <summary>The mark of the files' version; null sends none.</summary>
    public string? ETag { get; set; } = "\"v1\"";

    public bool IgnoresRanges { get; set; }

    /// <summary>Further headers of every answer.</summary>
    public Dictionary<string, string> Headers { get; } = [];

    /// <summary>(path) → where it is sent on to.</summary>
    public Dictionary<string, string> Redirects { get; } = [];

    /// <summary>(number of the request, from 0) → how to end it early; null answers it whole.</summary>
    public Func<int, FileFault?> Faults { get; set; } = _ => null;

    public IReadOnlyList<FileRequestSeen> Seen
    {
        get { lock (seen) return [.. seen]; }
    }

    /// <summary>Ends when a request has sent what its fault lets it send and waits.</summary>
    public Task Held => held.Task;

    public static async Task<ScriptedFileServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0));
        var server = new ScriptedFileServer(builder.Build());
        server.app.Run(server.ServeAsync);
        await server.app.StartAsync();
        server.Url = new Uri(server.app.Urls.First());
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource(0);
        try
        {
            await app.StopAsync(atOnce.Token);
        }
        catch (OperationCanceledException)
        {
            // Held answers are cut: that is what disposing a server with open calls means.
        }
        await app.DisposeAsync();
    }

    async Task ServeAsync(HttpContext context)
    {
        var fault = Faults(Record(context));
        var response = context.Response;
        foreach (var (name, value) in Headers) response.Headers[name] = value;
        if (fault?.Status is { } status)
        {
            response.StatusCode = status;
            return;
        }
        var path = context.Request.Path.Value!;
        if (Redirects.TryGetValue(path, out var target))
        {
            response.Redirect(target);
            return;
        }
        if (!Files.TryGetValue(path, out var content))
        {
            response.StatusCode = 404;
            return;
        }
        if (ETag is { } tag) response.Headers.ETag = tag;
        if (RangeStart(context, content.Length) is { } asked && asked >= content.Length)
        {
            response.StatusCode = 416;
            response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes */{content.Length}");
            return;
        }
        var from = Start(context, content.Length);
        response.ContentLength = content.Length - from;
        var until = Math.Min(content.Length, fault?.BreakAt ?? fault?.HoldAt ?? content.Length);
        await response.Body.WriteAsync(content.AsMemory(from, Math.Max(0, until - from)), context.RequestAborted);
        await response.Body.FlushAsync(context.RequestAborted);
        if (fault?.HoldAt is not null)
        {
            held.TrySetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        }
        if (fault?.BreakAt is null) return;
        await fault.Until;
        context.Abort();
    }

    int Start(HttpContext context, int length)
    {
        var fresh = context.Request.Headers.IfRange.FirstOrDefault() is not { } mark || mark == ETag;
        if (IgnoresRanges || !fresh || RangeStart(context, length) is not { } from) return 0;
        context.Response.StatusCode = 206;
        context.Response.Headers.ContentRange = string.Create(CultureInfo.InvariantCulture, $"bytes {from}-{length - 1}/{length}");
        return from;
    }

    int? RangeStart(HttpContext context, int length) =>
        !IgnoresRanges && context.Request.Headers.Range.FirstOrDefault() is { } range && range.StartsWith("bytes=", StringComparison.Ordinal)
            ? int.Parse(range["bytes=".Length..].TrimEnd('-'), CultureInfo.InvariantCulture)
            : null;

    int Record(HttpContext context)
    {
        lock (seen)
        {
            var headers = context.Request.Headers;
            seen.Add(new FileRequestSeen(context.Request.Path.Value!, headers.Range.FirstOrDefault(), headers.IfRange.FirstOrDefault(), headers.Authorization.FirstOrDefault()));
            return seen.Count - 1;
        }
    }
}
