namespace Streaming.Server.Host.Control;

/// <summary>Nobody wants to be told.</summary>
internal sealed class NoWitness : IControlWitness;
