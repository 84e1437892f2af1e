namespace Coral.Caching.Http;

/// <summary>
/// A client that is told of interim responses while it waits for its final one (RFC 9110, section 15.2).
/// </summary>
public interface IInterimReceiver
{
    /// <summary>Takes an interim response, 102 to 199. Any thread; never waits, never throws.</summary>
    void Receive(ResponseHead interim);
}
