namespace Streaming.Emulation.Networks;

/// <summary>Is told what a network does to what was given to it.</summary>
/// <remarks>For each host that something was sent to, and for each copy, there is one delivery or one drop: who counts references to loads
/// gives one back at either.</remarks>
public interface INetworkWitness<TLoad>
{
    /// <summary>Something is lost. It may be told before the time it happens at: fates are known as soon as nothing can change
    /// them.</summary>
    void Dropped(in Drop<TLoad> drop);

    /// <summary>A duplicate of something is under way as well.</summary>
    void Copied(TLoad load);
}
