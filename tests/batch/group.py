"""Groups of processes: a program that was started as the first of a session, and its workers."""
import os


def group_is_alive(group):
    try:
        os.killpg(group, 0)
        return True
    except OSError:
        return False
