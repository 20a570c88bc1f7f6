using System.Net;

namespace Sluice.Cli.Downloads;

/// <summary>What a status of a file server means for who asked.</summary>
internal static class HttpProblems
{
    /// <summary>Null when the body is the file or its rest.</summary>
    public static PullFailure? Of(FileReply reply, string place)
    {
        int status = (int)reply.Response.StatusCode;
        return reply.Response.StatusCode switch
        {
            HttpStatusCode.OK or HttpStatusCode.PartialContent => null,
            HttpStatusCode.NotFound or HttpStatusCode.Gone => new PullFailure(place, $"the server has no such file ({status})", "the address of a GGUF file that is there"),
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => new PullFailure(place, $"the server refuses access ({status})", "--key-env VAR with a key that may read it, after its terms are accepted where there are any"),
            HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => new PullFailure(place, $"the server answered {status}", MayPass: true),
            _ => new PullFailure(place, $"the server answered {status}, which is no file", "the address of a GGUF file"),
        };
    }
}
