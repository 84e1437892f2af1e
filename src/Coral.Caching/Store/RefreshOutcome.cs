namespace Coral.Caching.Store;

/// <summary>The effect of a 304 on a stored response (RFC 9111, section 4.3.4).</summary>
/// <param name="Response">The response to serve; <see langword="null"/> when the 304 confirms another one: then the
/// request is sent again without conditions.</param>
/// <param name="Storable">
/// <see langword="true"/> when it may stay in the store: the 304 may have brought <c>no-store</c> or <c>private</c>.
/// </param>
public readonly record struct RefreshOutcome(StoredResponse? Response, bool Storable);
