"""
# Two loops over the methods, on Python numbers.
"""


def ranking(scores, margin):
    places = []
    for score in scores:
        place = 1
        for other in scores:
            if other - score > margin:
                place += 1
        places.append(place)
    return places


def inversions(first, second, margin):
    count = 0
    for i in range(len(first)):
        for j in range(i):
            before, after = first[i] - first[j], second[i] - second[j]
            if before > margin and after < -margin:
                count += 1
            if before < -margin and after > margin:
                count += 1
    return count
