namespace Coral.Lab.Network;

/// <summary>The ports of every node, each at an address of its own.</summary>
internal sealed record LabPorts(int Http, int Peer, int Index, int Dns, int Admin);
