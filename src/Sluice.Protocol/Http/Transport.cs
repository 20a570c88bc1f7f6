namespace Sluice.Protocol.Http;

/// <summary>Carries bodies to a server. What goes wrong on the way is thrown as <see cref="HttpClient"/> would: as an <see cref="HttpRequestException"/>, <see cref="IOException"/> or <see cref="OperationCanceledException"/>.</summary>
abstract class Transport : IDisposable
{
    /// <summary>Where the bodies come from that it takes.</summary>
    public abstract RequestBodies Bodies { get; }

    /// <summary>Sends a body and gives it back when it is not needed any more. The response has its head; its body is still to be read.</summary>
    public abstract Task<HttpResponseMessage> PostAsync(Route route, RequestBody body, CancellationToken ct);

    /// <summary>Has so many connections ready, where that can be done without a question. What fails is left to the first request.</summary>
    public virtual Task OpenAsync(int connections, CancellationToken ct) => Task.CompletedTask;

    public abstract void Dispose();
}
