using System.Net.Sockets;
using Coral.Caching.Http;

namespace Coral.Proxy.Origin;

/// <summary>The failure of a fetch that each of the framework's exceptions means.</summary>
internal static class OriginFailures
{
    /// <summary>The failure behind <paramref name="exception"/>, thrown while sending or reading.</summary>
    public static FetchFailure Of(Exception exception)
    {
        for (var inner = exception; inner is not null; inner = inner.InnerException)
        {
            switch (inner)
            {
                case DialFailedException dial:
                    return dial.Failure;
                case HttpRequestException { HttpRequestError: var error } when Of(error) is { } failure:
                    return failure;
                case HttpIOException { HttpRequestError: var error } when Of(error) is { } failure:
                    return failure;
            }
        }

        // A cause that is no failure of the network lies in what the origin sent: a header block beyond the limit, say.
        return exception.GetBaseException() is IOException or HttpRequestException or SocketException
            ? FetchFailure.ConnectionLost
            : FetchFailure.BadResponse;
    }

    private static FetchFailure? Of(HttpRequestError error) =>
        error switch
        {
            HttpRequestError.InvalidResponse or HttpRequestError.ConfigurationLimitExceeded => FetchFailure.BadResponse,
            HttpRequestError.ResponseEnded or HttpRequestError.HttpProtocolError => FetchFailure.ConnectionLost,
            _ => null,
        };
}
