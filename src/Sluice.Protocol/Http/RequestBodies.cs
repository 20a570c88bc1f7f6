using System.Collections.Concurrent;

namespace Sluice.Protocol.Http;

/// <summary>Bodies for requests, used again: a load of a thousand requests a second writes into the same few.</summary>
/// <param name="headRoom">Bytes that a head may have.</param>
sealed class RequestBodies(int headRoom)
{
    const int MostSpare = 64; // without their arrays

    readonly ConcurrentQueue<RequestBody> spare = new();

    public RequestBody Take()
    {
        if (!spare.TryDequeue(out var body))
            body = new RequestBody(this, headRoom);
        body.Begin();
        return body;
    }

    public void GiveBack(RequestBody body)
    {
        if (spare.Count < MostSpare)
            spare.Enqueue(body);
    }
}
