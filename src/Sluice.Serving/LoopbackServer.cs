using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Sluice.Serving;

/// <summary>A web server on a port of the loopback address, as every server of ours is set up.</summary>
public static class LoopbackServer
{
    /// <summary>A server that is not started yet.</summary>
    /// <param name="port">0 takes a free one.</param>
    /// <param name="handle">Answers every request.</param>
    /// <param name="inlineSockets">Whether what follows a read or write runs on the thread that saw it done: fewer switches where no handler ever holds a thread.</param>
    public static WebApplication Build(int port, RequestDelegate handle, bool inlineSockets = false)
    {
        // No arguments and no files: nothing from outside may change where it listens.
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelCore().UseSockets(sockets => sockets.UnsafePreferInlineScheduling = inlineSockets).ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, port);
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RequestBodies.MostBytes;
            kestrel.Limits.MaxConcurrentConnections = OpenFiles.RoomForConnections;
            kestrel.Limits.MinResponseDataRate = null; // an answer may pause while others are served
        });
        builder.Services.AddSingleton<IHostLifetime, OwnersLifetime>();
        var app = builder.Build();
        app.Run(http => BrowserAccess.Answers(http) ? Task.CompletedTask : handle(http));
        return app;
    }
}
