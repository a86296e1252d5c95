namespace Dashboard.Data.Index;

/// <content>How it is filled and follows the database.</content>
public sealed partial class TaskIndex
{
    /// <summary>Puts tasks in, or what they are now in place of what they were.</summary>
    /// <param name="tasks">The tasks.</param>
    /// <param name="remarksOf">When the remarks on them were written (Unix milliseconds); those already known are passed over.</param>
    /// <returns>Those that are new or otherwise than before.</returns>
    public IReadOnlyList<TaskChange> Apply(IReadOnlyCollection<IndexedTask> tasks, ILookup<long, long> remarksOf)
    {
        ArgumentNullException.ThrowIfNull(tasks);
        ArgumentNullException.ThrowIfNull(remarksOf);
        var changes = new List<TaskChange>();
        guard.EnterWriteLock();
        try
        {
            foreach (var task in tasks)
            {
                var place = Place(task.Id);
                var before = place < 0 ? null : Read(place);
                if (place < 0) place = Append();
                var same = before == task with { Phone = PackedPhone.Text(PackedPhone.Pack(task.Phone)) };
                if (!same) Write(place, task, isNew: before is null);
                if (AddRemarks(place, remarksOf[task.Id]) || !same) changes.Add(new(before, task));
            }
            if (changes.Count > 0) Interlocked.Increment(ref version);
        }
        finally
        {
            guard.ExitWriteLock();
        }
        return changes;
    }

    /// <summary>Adds remarks on tasks whose remarks are not known yet; those of tasks that are not there are passed over.</summary>
    internal void AddRemarks(IEnumerable<(long Task, long At)> written)
    {
        guard.EnterWriteLock();
        try
        {
            foreach (var (task, at) in written)
            {
                if (Place(task) is not (>= 0 and var place)) continue;
                ref var first = ref Block(place).FirstRemarks[Offset(place)];
                first = remarks.Add(first, at);
            }
            Interlocked.Increment(ref version);
        }
        finally
        {
            guard.ExitWriteLock();
        }
    }

    /// <summary>Takes tasks out that are in the mirror no more; returns how many there were.</summary>
    public int Remove(IEnumerable<long> ids)
    {
        ArgumentNullException.ThrowIfNull(ids);
        var removed = 0;
        guard.EnterWriteLock();
        try
        {
            foreach (var id in ids)
            {
                if (Place(id) is not (>= 0 and var place)) continue;
                Remove(place);
                removed++;
            }
            if (removed > 0) Interlocked.Increment(ref version);
        }
        finally
        {
            guard.ExitWriteLock();
        }
        return removed;
    }

    private int Append()
    {
        if (Count == blocks.Count * TaskBlock.Size) blocks.Add(new TaskBlock(remarks));
        blocks[^1].Count++;
        return Count++;
    }

    private void Write(int place, IndexedTask task, bool isNew)
    {
        if (!isNew) Unlink(place);
        Block(place).Set(Offset(place), task, Names.Code(task.Name), Customers.Code(task.Customer), Assignees.Code(task.Assignee));
        if (isNew) Block(place).FirstRemarks[Offset(place)] = 0;
        Link(place);
    }

    // The last task takes the place of the one that goes, so that there are no holes.
    private void Remove(int place)
    {
        var last = Count - 1;
        Unlink(place);
        if (place != last)
        {
            Unlink(last);
            TaskBlock.Move(Block(last), Offset(last), Block(place), Offset(place));
            Link(place);
        }
        Block(last).Count--;
        Count--;
        if (blocks[^1].Count == 0) blocks.RemoveAt(blocks.Count - 1);
    }

    private void Link(int place)
    {
        var (block, at) = (Block(place), Offset(place));
        byId.Add(place);
        byCreation.Add(place);
        if (block.Batches[at] != 0) byBatch.Add(place);
        if (block.Templates[at] != 0) byTemplate.Add(place);
        byAssignee.Add(place);
        while (ofAssignee.Count < Assignees.Count) ofAssignee.Add(0);
        ofAssignee[block.Assignees[at]]++;
        if (MirroredTask.IsFinal(block.Statuses[at])) return;
        open.Add(place);
        openCount++;
    }

    private void Unlink(int place)
    {
        var (block, at) = (Block(place), Offset(place));
        byId.Remove(place);
        byCreation.Remove(place);
        if (block.Batches[at] != 0) byBatch.Remove(place);
        if (block.Templates[at] != 0) byTemplate.Remove(place);
        byAssignee.Remove(place);
        ofAssignee[block.Assignees[at]]--;
        if (MirroredTask.IsFinal(block.Statuses[at])) return;
        open.Remove(place);
        openCount--;
    }

    // A second may have several remarks: as many as there are, whichever they are.
    private bool AddRemarks(int place, IEnumerable<long> times)
    {
        var (block, offset) = (Block(place), Offset(place));
        var known = new List<long>();
        foreach (var at in block.Remarks(offset)) known.Add(at);
        var added = false;
        foreach (var at in times)
        {
            if (known.Remove(at)) continue;
            block.FirstRemarks[offset] = remarks.Add(block.FirstRemarks[offset], at);
            added = true;
        }
        return added;
    }

    private IndexedTask Read(int place)
    {
        var (block, at) = (Block(place), Offset(place));
        return new()
        {
            Id = block.Ids[at], Status = block.Statuses[at], Name = Names[block.Names[at]], Customer = Customers[block.Customers[at]], Phone = PackedPhone.Text(block.Phones[at]),
            Assignee = Assignees[block.Assignees[at]], AuthId = block.AuthIds[at], CreationId = block.CreationIds[at], Batch = block.Batches[at], Template = block.Templates[at],
            CreatedAt = block.CreatedAt[at], UpdatedAt = block.UpdatedAt[at], LastLogAt = block.LastLogAt[at], FirstActionAt = block.FirstActionAt[at], EndedAt = block.EndedAt[at],
        };
    }
}

/// <summary>What became of a task.</summary>
/// <param name="Before">What it was; null when it is new here.</param>
/// <param name="After">What it is.</param>
public sealed record TaskChange(IndexedTask? Before, IndexedTask After);
