using System.Net.Sockets;
using System.Security.Authentication;
using Sluice.Protocol.Failures;

namespace Sluice.Protocol.Client;

/// <summary>Turns what the HTTP stack throws into words.</summary>
static class TransportFailures
{
    /// <summary>The one way that works without changing the machine: .NET reads the variable on Linux, as OpenSSL does.</summary>
    const string Trusting = " (a certificate that this machine does not know can be trusted by naming its file: SSL_CERT_FILE=server.pem)";

    /// <summary>True for what a network may do at any time; anything else is a bug and must be seen.</summary>
    public static bool IsExpected(Exception exception) =>
        exception is HttpRequestException or IOException or OperationCanceledException;

    /// <summary>No byte of an answer came.</summary>
    public static Failure BeforeAnswer(Uri url, Exception exception, StreamTimeouts limits)
    {
        var address = Address(url);
        var words = exception is OperationCanceledException
            ? $"no connection to {address} within {Seconds(limits.Connect)}"
            : (exception as HttpRequestException)?.HttpRequestError switch
            {
                HttpRequestError.NameResolutionError => $"the name {url.Host} (of {address}) cannot be resolved",
                HttpRequestError.SecureConnectionError => $"no secure connection to {address}: {Innermost(exception)}{(exception.GetBaseException() is AuthenticationException ? Trusting : "")}",
                HttpRequestError.ResponseEnded => $"{address} closed the connection without an answer",
                HttpRequestError.ConnectionError when SocketErrorOf(exception) is SocketError.ConnectionRefused =>
                    $"{address} refuses the connection: is the server running?",
                HttpRequestError.ConnectionError => $"no connection to {address}: {Innermost(exception)}",
                _ => $"the connection to {address} failed: {Innermost(exception)}",
            };
        return new(FailureReason.Transport, words);
    }

    public static Failure Timeout(string place, PassedLimit passed, StreamTimeouts limits) => new(FailureReason.Timeout, passed switch
    {
        PassedLimit.FirstToken => $"{place} gave no first token within {Seconds(limits.FirstToken)}",
        PassedLimit.Idle => $"{place} gave nothing for {Seconds(limits.Idle)} in the middle of the answer",
        _ => $"{place} did not finish within {Seconds(limits.Total)}",
    });

    public static string Address(Uri url) => $"{url.Host}:{url.Port}";

    public static string Innermost(Exception exception) => ServerError.Shorten(exception.GetBaseException().Message);

    public static string Seconds(TimeSpan limit) => FormattableString.Invariant($"{limit.TotalSeconds:0.###} s");

    static SocketError? SocketErrorOf(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is SocketException socket)
                return socket.SocketErrorCode;
        }
        return null;
    }
}
