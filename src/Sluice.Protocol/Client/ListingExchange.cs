using System.Net;
using Sluice.Protocol.Failures;

namespace Sluice.Protocol.Client;

/// <summary>One question for the models that a server offers.</summary>
sealed class ListingExchange(StreamTimeouts limits, Uri url, TimeProvider time, CancellationToken caller) : IDisposable
{
    const int MaxList = 4 << 20; // bytes; the largest public catalogues have some hundred kilobytes

    readonly Deadline deadline = new(limits, Http.Route.Patience, time, caller);
    readonly BoundedBody body = new();
    readonly string place = Place.Of(url);

    public async Task<ModelListing> RunAsync(HttpMessageInvoker http, HttpRequestMessage request)
    {
        try
        {
            using var response = await http.SendAsync(request, deadline.Token).ConfigureAwait(false);
            await body.ReadAsync(response.Content, MaxList, deadline.Token).ConfigureAwait(false);
            return Judge(response);
        }
        catch (Exception exception) when (TransportFailures.IsExpected(exception))
        {
            return new() { Failure = Explain(exception) };
        }
    }

    public void Dispose()
    {
        deadline.Dispose();
        body.Dispose();
    }

    ModelListing Judge(HttpResponseMessage response)
    {
        if (response.StatusCode is not HttpStatusCode.OK)
            return new() { Failure = StatusFailures.Of(place, response, ServerError.FromBody(body.Beginning), time) };
        if (!body.Cut && ModelListReader.Read(body.Bytes.ToArray()) is { } models)
            return new() { Models = models };
        return new()
        {
            Failure = new(FailureReason.Account, $"{place} is no list of models: it answered {ServerError.FromBody(body.Beginning).Message}"),
        };
    }

    Failure Explain(Exception exception)
    {
        if (caller.IsCancellationRequested)
            return new(FailureReason.Cancelled, $"the request to {place} was cancelled");
        return deadline.Passed is PassedLimit.None
            ? TransportFailures.BeforeAnswer(url, exception, limits)
            : new(FailureReason.Timeout, $"{place} did not answer within {TransportFailures.Seconds(limits.Total)}");
    }
}
