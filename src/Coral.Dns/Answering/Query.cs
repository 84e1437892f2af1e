using Coral.Dns.Wire;

namespace Coral.Dns.Answering;

/// <summary>A query taken apart. Its spans lie in the message and in a buffer of the caller.</summary>
internal readonly ref struct Query
{
    /// <summary>The header as it came.</summary>
    public DnsHeader Header { get; init; }

    /// <summary>The name in the case it was asked in; empty where there is no question that could be read.</summary>
    public ReadOnlySpan<byte> AskedName { get; init; }

    /// <summary>The name in lower case.</summary>
    public ReadOnlySpan<byte> Name { get; init; }

    public RecordType Type { get; init; }

    public RecordClass Class { get; init; }

    /// <summary>What the OPT record says.</summary>
    public Edns Edns { get; init; }

    /// <summary>Whether there is a question to answer.</summary>
    public bool HasQuestion => !AskedName.IsEmpty;
}
